using System.Runtime.CompilerServices;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Truncation;

namespace K8sAudit.Plugin.Events;

/// <summary>Objects: events and lists.</summary>
internal readonly ref partial struct DocumentReader
{
    private int ReadObject(int start, ElementContext context, int depth)
    {
        var members = default(TopLevelMembers);
        var position = _members.Begin(_text, start);
        members.Update(_members, _text);
        while (position >= 0 && _members.IsPaused)
        {
            position = _members.Resume(_text, ReadItems(position, context, depth, ref members));
            members.Update(_members, _text);
        }

        if (position < 0 && IsTooDeep(position, in members))
        {
            var end = JsonScanner.SkipDeepContainer(_text, start);
            return end >= 0 ? AddDeepObject(start, end, context, in members) : RollBackObject(end, in members);
        }

        return position >= 0 ? AddObject(start, position, context, in members) : RollBackObject(position, in members);
    }

    private int ReadItems(int value, ElementContext context, int depth, ref TopLevelMembers members)
    {
        if (context is ElementContext.Items or ElementContext.AuditItems || !MayBeList(in members))
        {
            return JsonScanner.SkipValue(_text, value, _owner.Limits.MaxDepth - 1);
        }

        members.BeginItems(_result);
        var items = members.ApiVersion == AuditApiVersion.Audit ? ElementContext.AuditItems : ElementContext.Items;
        var end = At(value) == '[' ? ReadElements(value + 1, items, depth + 1) : JsonScanner.SkipValue(_text, value, _owner.Limits.MaxDepth - 1);

        // The reader was used for the items.
        _members.Reset();
        return end;
    }

    // As far as is known before its items.
    private static bool MayBeList(in TopLevelMembers members) => members.Kind switch
    {
        AuditKind.EventList => members.ApiVersion != AuditApiVersion.Other,
        AuditKind.List or AuditKind.Missing => true,
        _ => false,
    };

    private int AddObject(int start, int end, ElementContext context, in TopLevelMembers members)
    {
        if (context is not (ElementContext.Items or ElementContext.AuditItems) && IsList(in members))
        {
            return end;
        }

        members.RollBackItems(_result);

        // Items that were read provisionally have not been checked: invalid ones were rejected one by one.
        if (members.HasReadItems && JsonScanner.SkipValue(_text, start, _owner.Limits.MaxDepth) is < 0 and var error)
        {
            return error;
        }

        if (!members.IsEvent(context == ElementContext.AuditItems))
        {
            RejectOther(start, end, context, in members);
            return end;
        }

        return AddEvent(start, end, in members);
    }

    private void RejectOther(int start, int end, ElementContext context, in TopLevelMembers members)
    {
        var claimsToBeAudit = context == ElementContext.AuditItems || members.ClaimsToBeAudit;
        if (claimsToBeAudit || !TryReadWrapped(start, end))
        {
            RejectOrIgnore(start, claimsToBeAudit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsList(in TopLevelMembers members) =>
        members.Kind == AuditKind.List || (members.Kind == AuditKind.EventList && members.ApiVersion != AuditApiVersion.Other);

    private int AddEvent(int start, int end, in TopLevelMembers members)
    {
        var json = _text[start..end];
        var header = HeaderOf(json, in members);
        if (Facts.Depth > 0)
        {
            AddWrapped(json, start, in header, members.HasReadItems ? null : _members);
        }
        else if (json.Length <= _owner.Limits.MaxSize)
        {
            _result.Add(_offset + start, json.Length, in header, members.HasReadItems ? null : _members);
        }
        else if (TryTruncate(json, out var truncated))
        {
            _result.AddTruncated(truncated.Length, in header);
        }
        else
        {
            Reject(RejectionReason.TooLarge, start);
        }

        return end;
    }

    // The event with the member that names its wrappers.
    private void AddWrapped(ReadOnlySpan<byte> json, int start, in AuditEventHeader header, JsonPathReader? reader)
    {
        var member = Facts.Member(out var wrapper, out var cluster);
        var content = json[..^1];
        // In an empty object no comma precedes it.
        var skipped = content.TrimEnd(" \t\r\n"u8).Length == 1 ? 1 : 0;
        member = member[skipped..];
        var target = _result.ReserveBytes(content.Length + member.Length);
        content.CopyTo(target);
        member.CopyTo(target[content.Length..]);
        if (target.Length <= _owner.Limits.MaxSize)
        {
            var facts = new WrapperOffsets(
                _owner.Paths.Wrapper,
                content.Length + wrapper.Start - skipped,
                wrapper.Length,
                _owner.Paths.Cluster,
                content.Length + cluster.Start - skipped,
                cluster.Length);
            _result.AddConverted(start, target.Length, in header, reader, in facts);
            return;
        }

        if (TryTruncate(_result.CommitBytes(target.Length, out _), out var truncated))
        {
            _result.AddTruncated(truncated.Length, in header);
        }
        else
        {
            Reject(RejectionReason.TooLarge, start);
        }
    }

    // Whether the depth may be the reason why the object could not be read to its end.
    private bool IsTooDeep(int error, in TopLevelMembers members) => At(~error) is (byte)'{' or (byte)'[' && !members.HasReadItems;

    // The members of the object are read from what truncation leaves of it, which is not too deep.
    private int AddDeepObject(int start, int end, ElementContext context, in TopLevelMembers members)
    {
        var json = _text[start..end];
        if (!TryTruncate(json, out var truncated))
        {
            RejectOrIgnore(context == ElementContext.AuditItems || AuditMarks.OccurIn(json), RejectionReason.TooLarge, start, start);
            return end;
        }

        var remaining = default(TopLevelMembers);
        for (var position = _members.Begin(truncated, 0); position >= 0 && _members.IsPaused;)
        {
            position = _members.Resume(truncated, JsonScanner.SkipValue(truncated, position));
        }

        remaining.Update(_members, truncated);
        if (remaining.IsEvent(context == ElementContext.AuditItems))
        {
            _result.AddTruncated(truncated.Length, HeaderOf(json, in remaining));
        }
        else
        {
            RejectOrIgnore(start, context == ElementContext.AuditItems || remaining.ClaimsToBeAudit);
        }

        return end;
    }

    // The key is that of the whole event: events that differ only in what truncation removes are not duplicates.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AuditEventHeader HeaderOf(ReadOnlySpan<byte> json, in TopLevelMembers members) =>
        new(members.Timestamp(), _owner.ComputesKeys && members.HasAuditId ? EventKey.Of(json) : default);

    private bool TryTruncate(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> truncated)
    {
        var target = _result.ReserveBytes(Math.Min(_owner.Limits.MaxSize, EventTruncator.MaxLength(json)));
        var isTruncated = EventTruncator.TryTruncate(json, target, _owner.Paths.Kept, out var length, _owner.Limits.MaxDepth);
        truncated = target[..(isTruncated ? length : 0)];
        return isTruncated;
    }

    // If a list turns out to be invalid later, its events so far are valid; those of an object that has not said yet that it is a list are not events.
    private int RollBackObject(int error, in TopLevelMembers members)
    {
        if (!IsList(in members))
        {
            members.RollBackItems(_result);
        }

        return error;
    }
}
