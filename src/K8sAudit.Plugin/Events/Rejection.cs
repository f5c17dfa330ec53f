namespace K8sAudit.Plugin.Events;

/// <summary>One element that is not an event.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Offset">Where, in bytes from the start of the text.</param>
internal readonly record struct Rejection(RejectionReason Reason, int Offset);
