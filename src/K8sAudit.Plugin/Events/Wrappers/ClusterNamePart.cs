namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Which part of a string names the cluster.</summary>
internal enum ClusterNamePart
{
    /// <summary>All of it.</summary>
    All,

    /// <summary>What follows the last slash, as in the ID of an Azure resource.</summary>
    LastSegment,

    /// <summary>The name in <c>/aws/eks/NAME/cluster</c>; there is none in the name of any other log group.</summary>
    EksLogGroup,
}
