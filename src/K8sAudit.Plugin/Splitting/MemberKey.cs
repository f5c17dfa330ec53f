namespace K8sAudit.Plugin.Splitting;

/// <summary>The top-level keys that tell what an object is and when it happened.</summary>
internal enum MemberKey
{
    Other,
    Kind,
    AuditId,
    Timestamp,
    StageTimestamp,
    RequestReceivedTimestamp,
}
