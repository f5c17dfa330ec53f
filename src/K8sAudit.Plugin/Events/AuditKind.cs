namespace K8sAudit.Plugin.Events;

/// <summary>The <c>kind</c> of an object.</summary>
internal enum AuditKind
{
    Missing,
    Event,
    EventList,
    Other,
}
