namespace K8sAudit.Plugin.Splitting;

/// <summary>Why an element of a body or line became no event.</summary>
internal enum RejectionReason
{
    InvalidJson,
    Incomplete,
    NotAnEvent,
    TooLarge,
}
