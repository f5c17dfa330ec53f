namespace K8sAudit.Plugin.Splitting;

/// <summary>Recognises keys and short texts, escaped or not.</summary>
internal static class MemberKeys
{
    // Longer than the longest key with every character escaped: nothing that is longer can be one of them.
    private const int LongestEscaped = 24 * 6 + 2;

    /// <summary>Which key it is.</summary>
    /// <param name="quoted">A checked JSON string with its quotes.</param>
    public static MemberKey Find(ReadOnlySpan<byte> quoted)
    {
        var key = FindPlain(quoted[1..^1]);
        return key == MemberKey.Other && quoted.Length <= LongestEscaped && quoted.Contains((byte)'\\') ? FindEscaped(quoted) : key;
    }

    /// <summary>What an object's <c>kind</c> says.</summary>
    /// <param name="value">A checked JSON value.</param>
    public static AuditKind FindKind(ReadOnlySpan<byte> value)
    {
        if (value[0] != '"')
        {
            return value[0] == 'n' ? AuditKind.Unsaid : AuditKind.Other;
        }

        var kind = value[1..^1];
        return kind.Contains((byte)'\\') ? FindEscapedKind(value) : FindPlainKind(kind);
    }

    private static AuditKind FindEscapedKind(ReadOnlySpan<byte> quoted)
    {
        Span<byte> kind = stackalloc byte[LongestEscaped];
        return quoted.Length <= LongestEscaped && JsonText.TryDecode(quoted, kind, out var length) ? FindPlainKind(kind[..length]) : AuditKind.Other;
    }

    private static AuditKind FindPlainKind(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("Event"u8) ? AuditKind.Event
        : kind.SequenceEqual("EventList"u8) ? AuditKind.EventList
        : AuditKind.Other;

    private static MemberKey FindPlain(ReadOnlySpan<byte> key) => key.Length switch
    {
        4 when key.SequenceEqual("kind"u8) => MemberKey.Kind,
        5 when key.SequenceEqual("items"u8) => MemberKey.Items,
        7 when key.SequenceEqual("auditID"u8) => MemberKey.AuditId,
        9 when key.SequenceEqual("timestamp"u8) => MemberKey.Timestamp,
        14 when key.SequenceEqual("stageTimestamp"u8) => MemberKey.StageTimestamp,
        24 when key.SequenceEqual("requestReceivedTimestamp"u8) => MemberKey.RequestReceivedTimestamp,
        _ => MemberKey.Other,
    };

    private static MemberKey FindEscaped(ReadOnlySpan<byte> quoted)
    {
        Span<byte> key = stackalloc byte[LongestEscaped];
        return JsonText.TryDecode(quoted, key, out var length) ? FindPlain(key[..length]) : MemberKey.Other;
    }
}
