namespace K8sAudit.Plugin.Events;

/// <summary>The <c>kind</c> of an object.</summary>
internal enum AuditKind
{
    Missing,
    Event,
    EventList,

    /// <summary>A list of objects of any kind, such as <c>kubectl get -o json</c> writes.</summary>
    List,
    Other,
}
