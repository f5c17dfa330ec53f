namespace K8sAudit.Plugin.Events;

/// <summary>Why an element of a text is not an event.</summary>
internal enum RejectionReason
{
    InvalidJson,
    Incomplete,
    NotAnEvent,
    TooLarge,
}
