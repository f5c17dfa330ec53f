namespace K8sAudit.Plugin.Events;

/// <summary>
/// What every audit event contains, in a wrapper, too. A damaged or incomplete text is a rejected event only if it has one of these marks; otherwise it is text
/// like any other. The marks make no events: they only decide what is counted.
/// </summary>
internal static class AuditMarks
{
    /// <summary>Whether a text that cannot be read may be an audit event.</summary>
    public static bool OccurIn(ReadOnlySpan<byte> text) =>
        text.IndexOf("auditID"u8) >= 0
        || text.IndexOf("audit.k8s.io"u8) >= 0
        || text.IndexOf("AuditID"u8) >= 0
        || text.IndexOf("AuditId"u8) >= 0
        || text.IndexOf("cloud.audit.AuditLog"u8) >= 0;
}
