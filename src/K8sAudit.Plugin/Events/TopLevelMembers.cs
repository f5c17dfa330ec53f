using FalcoPlugin.Abi;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Events;

/// <summary>What an object's own members say so far. If a key occurs twice, the last value counts.</summary>
internal ref struct TopLevelMembers
{
    private ReadOnlySpan<byte> _stageTimestamp;
    private ReadOnlySpan<byte> _requestReceivedTimestamp;
    private ReadOnlySpan<byte> _timestamp;

    // The result before the object; set when its items are read, because nothing else changes the result before the object is complete.
    private ReadMark _before;

    public AuditKind Kind { get; private set; }

    public AuditApiVersion ApiVersion { get; private set; }

    /// <summary>Whether there is an <c>auditID</c> that is a string.</summary>
    public bool HasAuditId { get; private set; }

    /// <summary>Whether <c>items</c> was read provisionally.</summary>
    public bool HasReadItems { get; private set; }

    /// <summary>Before <c>items</c> is read provisionally: removes the events of an earlier member of this name.</summary>
    public void BeginItems(ReadResult result)
    {
        if (HasReadItems)
        {
            result.RollBackEvents(in _before);
        }
        else
        {
            _before = result.Mark();
            HasReadItems = true;
        }
    }

    /// <summary>Removes what was read of <c>items</c>.</summary>
    public readonly void RollBackItems(ReadResult result)
    {
        if (HasReadItems)
        {
            result.RollBack(in _before);
        }
    }

    /// <summary>Takes over what a reader has captured since the last call.</summary>
    public void Update(JsonPathReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TryGetCaptured((int)EventMember.Kind, out var kind))
        {
            Kind = AuditKinds.Parse(kind.Of(text));
        }

        if (reader.TryGetCaptured((int)EventMember.ApiVersion, out var version))
        {
            ApiVersion = AuditApiVersions.Parse(version.Of(text));
        }

        if (reader.TryGetCaptured((int)EventMember.AuditId, out var id))
        {
            HasAuditId = id.IsString(text);
        }

        Update(reader, text, EventMember.StageTimestamp, ref _stageTimestamp);
        Update(reader, text, EventMember.RequestReceivedTimestamp, ref _requestReceivedTimestamp);
        Update(reader, text, EventMember.Timestamp, ref _timestamp);
    }

    /// <summary>Whether the object is an audit event: <c>kind</c> and <c>apiVersion</c> say so, or say nothing else and there is an audit ID.</summary>
    /// <param name="isAuditItem">Whether it is an item of a list whose <c>apiVersion</c> is that of audit events; it needs no members of its own.</param>
    public readonly bool IsEvent(bool isAuditItem) => Kind switch
    {
        AuditKind.Event when ApiVersion == AuditApiVersion.Audit => true,
        AuditKind.Event or AuditKind.Missing => ApiVersion != AuditApiVersion.Other && (HasAuditId || isAuditItem),
        _ => false,
    };

    /// <summary>Whether the object claims to belong to audit events although it is none of them.</summary>
    public readonly bool ClaimsToBeAudit => ApiVersion == AuditApiVersion.Audit || (HasAuditId && ApiVersion == AuditApiVersion.Missing);

    /// <summary>When the event happened: the first of the three timestamps that is valid, or unknown.</summary>
    public readonly ulong Timestamp() =>
        TryParse(_stageTimestamp, out var time) || TryParse(_requestReceivedTimestamp, out time) || TryParse(_timestamp, out time)
            ? time
            : EventLayout.TimestampUnknown;

    private static void Update(JsonPathReader reader, ReadOnlySpan<byte> text, EventMember member, ref ReadOnlySpan<byte> value) =>
        value = reader.TryGetCaptured((int)member, out var range) ? range.Of(text) : value;

    private static bool TryParse(ReadOnlySpan<byte> value, out ulong nanoseconds)
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
