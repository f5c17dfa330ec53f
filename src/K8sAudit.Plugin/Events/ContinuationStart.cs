namespace K8sAudit.Plugin.Events;

/// <summary>What makes a text of its own of the rest of a text that ended inside a list.</summary>
internal static class ContinuationStart
{
    /// <summary>The maximum length, in bytes.</summary>
    public const int MaxLength = 64;

    /// <summary>The text to put in front of the rest; empty if the rest begins a document.</summary>
    public static ReadOnlySpan<byte> Of(ContinuationKind kind) => kind switch
    {
        ContinuationKind.AuditItems => "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":["u8,
        ContinuationKind.Items => "{\"kind\":\"List\",\"items\":["u8,
        ContinuationKind.Array => "["u8,
        _ => default,
    };
}
