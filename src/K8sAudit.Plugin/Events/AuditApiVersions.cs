namespace K8sAudit.Plugin.Events;

/// <summary>Reads the value of an object's <c>apiVersion</c>.</summary>
internal static class AuditApiVersions
{
    // The longest version with every character escaped, and its quotes: a longer value cannot be one of them.
    private const int MaxEscapedLength = 21 * 6 + 2;

    /// <summary>The version that a value names; <c>null</c> counts as missing.</summary>
    /// <param name="value">A checked JSON value.</param>
    public static AuditApiVersion Parse(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("\"audit.k8s.io/v1\""u8))
        {
            return AuditApiVersion.Audit;
        }

        if (value[0] != '"')
        {
            return value[0] == 'n' ? AuditApiVersion.Missing : AuditApiVersion.Other;
        }

        return IsOther(value[1..^1]) && !(value.Length <= MaxEscapedLength && value.Contains((byte)'\\') && IsEscaped(value))
            ? AuditApiVersion.Other
            : AuditApiVersion.Audit;
    }

    private static bool IsEscaped(ReadOnlySpan<byte> quoted)
    {
        Span<byte> version = stackalloc byte[MaxEscapedLength];
        return JsonStringDecoder.TryDecode(quoted, version, out var length) && !IsOther(version[..length]);
    }

    // The versions that API servers have written since 1.7.
    private static bool IsOther(ReadOnlySpan<byte> version) =>
        !version.SequenceEqual("audit.k8s.io/v1"u8) && !version.SequenceEqual("audit.k8s.io/v1beta1"u8) && !version.SequenceEqual("audit.k8s.io/v1alpha1"u8);
}
