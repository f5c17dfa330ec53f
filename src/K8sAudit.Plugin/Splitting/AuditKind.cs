namespace K8sAudit.Plugin.Splitting;

/// <summary>What an object says it is.</summary>
internal enum AuditKind
{
    Unsaid,
    Event,
    EventList,
    Other,
}
