namespace K8sAudit.Plugin.Events;

/// <summary>Where an event has the members that name its wrappers.</summary>
/// <param name="WrapperPath">The number of the path of the names of the wrappers.</param>
/// <param name="WrapperStart">Offset of the value in the event.</param>
/// <param name="WrapperLength">Its length in bytes.</param>
/// <param name="ClusterPath">The number of the path of the name of the cluster.</param>
/// <param name="ClusterStart">Offset of the value in the event.</param>
/// <param name="ClusterLength">Its length in bytes; 0 if no wrapper names the cluster.</param>
internal readonly record struct WrapperOffsets(
    int WrapperPath,
    int WrapperStart,
    int WrapperLength,
    int ClusterPath,
    int ClusterStart,
    int ClusterLength);
