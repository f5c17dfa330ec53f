using FalcoPlugin.Abi;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Splitting;

/// <summary>What an object's own keys have said so far. A key that comes twice counts as it comes last.</summary>
internal ref struct TopLevelMembers
{
    private ReadOnlySpan<byte> _stageTimestamp;
    private ReadOnlySpan<byte> _requestReceivedTimestamp;
    private ReadOnlySpan<byte> _timestamp;

    public TopLevelMembers(SplitResult.Mark before) => Before = before;

    /// <summary>How things stood before the object.</summary>
    public readonly SplitResult.Mark Before;

    public AuditKind Kind { get; private set; }

    /// <summary>Whether there is an <c>auditID</c> that is a text.</summary>
    public bool HasAuditId { get; private set; }

    /// <summary>Whether <c>items</c> was walked on trial.</summary>
    public bool WalkedItems { get; set; }

    /// <summary>Takes what a walk has met so far; of what it has not, what was taken before counts.</summary>
    public void Take(JsonPathReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TryGetCaptured((int)MemberKey.Kind, out var kind))
        {
            Kind = MemberKeys.FindKind(kind.Of(text));
        }

        if (reader.TryGetCaptured((int)MemberKey.AuditId, out var id))
        {
            HasAuditId = id.IsString(text);
        }

        Take(reader, text, MemberKey.StageTimestamp, ref _stageTimestamp);
        Take(reader, text, MemberKey.RequestReceivedTimestamp, ref _requestReceivedTimestamp);
        Take(reader, text, MemberKey.Timestamp, ref _timestamp);
    }

    /// <summary>Whether the object is an event; an item of a list need not say so.</summary>
    public readonly bool IsEvent(bool isItem) => Kind switch
    {
        AuditKind.Event => true,
        AuditKind.Unsaid => isItem || HasAuditId,
        _ => false,
    };

    /// <summary>When the event happened: the first of the three times that can be read, or unknown.</summary>
    public readonly ulong Timestamp() =>
        TryRead(_stageTimestamp, out var time) || TryRead(_requestReceivedTimestamp, out time) || TryRead(_timestamp, out time)
            ? time
            : EventLayout.TimestampUnknown;

    private static void Take(JsonPathReader reader, ReadOnlySpan<byte> text, MemberKey key, ref ReadOnlySpan<byte> value) =>
        value = reader.TryGetCaptured((int)key, out var place) ? place.Of(text) : value;

    private static bool TryRead(ReadOnlySpan<byte> value, out ulong nanoseconds)
    {
        nanoseconds = 0;
        if (value.Length < 2 || value[0] != '"')
        {
            return false;
        }

        if (!value.Contains((byte)'\\'))
        {
            return Rfc3339.TryParse(value[1..^1], out nanoseconds);
        }

        Span<byte> decoded = stackalloc byte[256];
        return JsonStringDecoder.TryDecode(value, decoded, out var length) && Rfc3339.TryParse(decoded[..length], out nanoseconds);
    }
}
