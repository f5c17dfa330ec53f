namespace K8sAudit.Plugin.Events;

/// <summary>The top-level members that tell what an object is and when it happened. The values are the capture numbers, which begin at 1.</summary>
internal enum EventMember
{
    None,
    Kind,
    ApiVersion,
    AuditId,
    Timestamp,
    StageTimestamp,
    RequestReceivedTimestamp,
}
