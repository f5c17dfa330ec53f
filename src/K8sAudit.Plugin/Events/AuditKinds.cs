namespace K8sAudit.Plugin.Events;

/// <summary>Reads the value of an object's <c>kind</c>.</summary>
internal static class AuditKinds
{
    // The longest kind with every character escaped, and its quotes: a longer value cannot be one of them.
    private const int MaxEscapedLength = 9 * 6 + 2;

    /// <summary>The kind that a value names; <c>null</c> counts as missing.</summary>
    /// <param name="value">A checked JSON value.</param>
    public static AuditKind Parse(ReadOnlySpan<byte> value)
    {
        if (value[0] != '"')
        {
            return value[0] == 'n' ? AuditKind.Missing : AuditKind.Other;
        }

        var kind = ParsePlain(value[1..^1]);
        return kind == AuditKind.Other && value.Length <= MaxEscapedLength && value.Contains((byte)'\\') ? ParseEscaped(value) : kind;
    }

    private static AuditKind ParseEscaped(ReadOnlySpan<byte> quoted)
    {
        Span<byte> kind = stackalloc byte[MaxEscapedLength];
        return JsonStringDecoder.TryDecode(quoted, kind, out var length) ? ParsePlain(kind[..length]) : AuditKind.Other;
    }

    private static AuditKind ParsePlain(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("Event"u8) ? AuditKind.Event
        : kind.SequenceEqual("EventList"u8) ? AuditKind.EventList
        : kind.SequenceEqual("List"u8) ? AuditKind.List
        : AuditKind.Other;
}
