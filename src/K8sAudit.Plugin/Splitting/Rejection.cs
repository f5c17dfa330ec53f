namespace K8sAudit.Plugin.Splitting;

/// <summary>One element that became no event.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Offset">Where, in bytes from the text's first.</param>
internal readonly record struct Rejection(RejectionReason Reason, int Offset);
