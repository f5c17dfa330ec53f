using System.Runtime.CompilerServices;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Truncation;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Reads the documents of one text, in one forward pass and without decoding more than their own top-level keys.
/// A text holds any number of documents; a document is an event, an EventList, or an array of both. An invalid element does not affect the others.
/// </summary>
/// <remarks>
/// <code>
///  documents ──▶ element ──┬─ '{' ──▶ object ──┬─ kind Event, or an auditID ──▶ event
///                   ▲      │                   └─ kind EventList ──▶ items ──┐
///                   │      └─ '[' ──▶ elements ◀────────────────────────────┘
///                   └──────────────────┘
/// </code>
/// Keys have any order, so <c>items</c> may precede <c>kind</c>: its events are added provisionally, and rolled back if the object is not a list.
/// Methods return the offset after what they read or, for invalid JSON, the complement of the offset of the error.
/// </remarks>
internal readonly ref struct DocumentReader
{
    // The original plugin accepts arrays in arrays; no client nests them even twice.
    private const int MaxArrayDepth = 8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly EventLimits _limits;
    private readonly JsonPathTrie _kept;
    private readonly JsonPathReader _members;
    private readonly bool _computesKeys;
    private readonly ReadResult _result;

    public DocumentReader(ReadOnlySpan<byte> text, in EventLimits limits, JsonPathTrie kept, JsonPathReader members, bool computesKeys, ReadResult result)
    {
        _text = text;
        _limits = limits;
        _kept = kept;
        _members = members;
        _computesKeys = computesKeys;
        _result = result;
    }

    /// <summary>Adds everything that the text holds to the result.</summary>
    public void ReadDocuments()
    {
        var position = SkipWhiteSpace(_text.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0);
        while (position < _text.Length)
        {
            position = SkipWhiteSpace(ReadElement(position, ElementContext.Document, 0));
        }
    }

    // Reads one element of any kind; never fails.
    private int ReadElement(int start, ElementContext context, int depth)
    {
        if (context == ElementContext.Items)
        {
            return ReadValue(start, context, depth);
        }

        var before = _result.Mark();
        var end = ReadValue(start, context, depth);
        if (_result.IsIncomplete && depth <= 1)
        {
            ContinueAtElement(start, context, depth, in before);
        }

        return end;
    }

    // When the text continues, an element is read again from its start if it is damaged, or incomplete at a deeper level: its events must not count twice.
    private void ContinueAtElement(int start, ElementContext context, int depth, in ReadMark before)
    {
        var found = _result.Continuation;
        if (found.Offset == start || (found.Kind == ContinuationKind.Nested && depth == 1))
        {
            _result.ContinueAt(new Continuation(start, KindOf(context, depth)), in before);
        }
    }

    private int ReadValue(int start, ElementContext context, int depth)
    {
        var end = At(start) switch
        {
            (byte)'{' => ReadObject(start, context, depth),
            (byte)'[' when context != ElementContext.Items && depth < MaxArrayDepth => ReadElements(start + 1, ElementContext.Array, depth + 1),
            _ => RejectValue(start),
        };
        return end >= 0 ? end : Recover(start, ~end, context, depth);
    }

    // Reads the elements of an array, from behind its opening bracket; never fails.
    private int ReadElements(int position, ElementContext context, int depth)
    {
        position = SkipWhiteSpace(position);
        if (At(position) == ']')
        {
            return position + 1;
        }

        while (position < _text.Length)
        {
            position = SkipWhiteSpace(ReadElement(position, context, depth));
            if (position < _text.Length && _text[position] is not ((byte)',' or (byte)']'))
            {
                _result.Reject(RejectionReason.InvalidJson, position);
                position = _text[position] == '{' ? position : FindNext(position, context);
            }

            if (At(position) == ']')
            {
                return position + 1;
            }

            position = At(position) == ',' ? SkipWhiteSpace(position + 1) : position;
        }

        RejectIncomplete(_text.Length, context, depth);
        return _text.Length;
    }

    private int ReadObject(int start, ElementContext context, int depth)
    {
        var members = new TopLevelMembers(_result.Mark());
        var position = _members.Begin(_text, start);
        members.Update(_members, _text);
        while (position >= 0 && _members.IsPaused)
        {
            position = _members.Resume(_text, ReadItems(position, context, depth, ref members));
            members.Update(_members, _text);
        }

        return position >= 0 ? AddObject(start, position, context, in members)
            : TrySkipDeepObject(start, position, in members, out var end) ? AddDeepObject(start, end, context, in members)
            : RollBackObject(position, in members);
    }

    private int ReadItems(int value, ElementContext context, int depth, ref TopLevelMembers members)
    {
        if (context == ElementContext.Items || members.Kind == AuditKind.Event)
        {
            return JsonScanner.SkipValue(_text, value, _limits.MaxDepth - 1);
        }

        _result.RollBackEvents(in members.Before);
        members.HasReadItems = true;
        var end = At(value) == '[' ? ReadElements(value + 1, ElementContext.Items, depth + 1) : JsonScanner.SkipValue(_text, value, _limits.MaxDepth - 1);

        // The reader was used for the items.
        _members.Reset();
        return end;
    }

    private int AddObject(int start, int end, ElementContext context, in TopLevelMembers members)
    {
        if (members.Kind == AuditKind.EventList && context != ElementContext.Items)
        {
            return end;
        }

        _result.RollBack(in members.Before);
        if (!members.IsEvent(context == ElementContext.Items))
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
            return end;
        }

        // Items that were read provisionally have not been checked: invalid ones were rejected one by one.
        return members.HasReadItems && JsonScanner.SkipValue(_text, start, _limits.MaxDepth) is < 0 and var error ? error : AddEvent(start, end, in members);
    }

    private int AddEvent(int start, int end, in TopLevelMembers members)
    {
        var json = _text[start..end];
        var header = HeaderOf(json, in members);
        if (json.Length <= _limits.MaxSize)
        {
            _result.Add(start, json.Length, in header, members.HasReadItems ? null : _members);
        }
        else if (TryTruncate(json, out var truncated))
        {
            _result.AddTruncated(truncated.Length, in header);
        }
        else
        {
            _result.Reject(RejectionReason.TooLarge, start);
        }

        return end;
    }

    // Whether the depth is the only reason why the object could not be read to its end.
    private bool TrySkipDeepObject(int start, int error, in TopLevelMembers members, out int end)
    {
        end = error;
        if (At(~error) is (byte)'{' or (byte)'[' && !members.HasReadItems)
        {
            end = JsonScanner.SkipDeepContainer(_text, start);
        }

        return end >= 0;
    }

    // The members of the object are read from what truncation leaves of it, which is not too deep.
    private int AddDeepObject(int start, int end, ElementContext context, in TopLevelMembers members)
    {
        _result.RollBack(in members.Before);
        var json = _text[start..end];
        if (!TryTruncate(json, out var truncated))
        {
            _result.Reject(RejectionReason.TooLarge, start);
            return end;
        }

        var remaining = new TopLevelMembers(members.Before);
        for (var position = _members.Begin(truncated, 0); position >= 0 && _members.IsPaused;)
        {
            position = _members.Resume(truncated, JsonScanner.SkipValue(truncated, position));
        }

        remaining.Update(_members, truncated);
        if (remaining.IsEvent(context == ElementContext.Items))
        {
            _result.AddTruncated(truncated.Length, HeaderOf(json, in remaining));
        }
        else
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
        }

        return end;
    }

    // The key is that of the whole event: events that differ only in what truncation removes are not duplicates.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AuditEventHeader HeaderOf(ReadOnlySpan<byte> json, in TopLevelMembers members) =>
        new(members.Timestamp(), _computesKeys && members.HasAuditId ? EventKey.Of(json) : default);

    private bool TryTruncate(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> truncated)
    {
        var target = _result.ReserveTruncated(Math.Min(_limits.MaxSize, EventTruncator.MaxLength(json)));
        var isTruncated = EventTruncator.TryTruncate(json, target, _kept, out var length, _limits.MaxDepth);
        truncated = target[..(isTruncated ? length : 0)];
        return isTruncated;
    }

    // If a list turns out to be invalid later, its events so far are valid; those of an object that never said that it is a list are not events.
    private int RollBackObject(int error, in TopLevelMembers members)
    {
        if (members.Kind != AuditKind.EventList)
        {
            _result.RollBack(in members.Before);
        }

        return error;
    }

    private int RejectValue(int start)
    {
        var end = JsonScanner.SkipValue(_text, start);
        if (end >= 0)
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
        }

        return end;
    }

    private int Recover(int start, int error, ElementContext context, int depth)
    {
        var end = At(start) is (byte)'{' or (byte)'[' ? JsonScanner.SkipBrackets(_text, start) : error;
        if (end < 0 || end >= _text.Length && error >= _text.Length)
        {
            RejectIncomplete(start, context, depth);
            return _text.Length;
        }

        _result.Reject(RejectionReason.InvalidJson, error);
        return FindNext(end, context);
    }

    // Where reading continues after invalid JSON.
    private int FindNext(int position, ElementContext context)
    {
        var next = context == ElementContext.Document ? _text[position..].IndexOfAny("{[\n"u8) : _text[position..].IndexOfAny(",]"u8);
        return next < 0 ? _text.Length : position + next;
    }

    private void RejectIncomplete(int offset, ElementContext context, int depth)
    {
        if (!_result.IsIncomplete)
        {
            _result.RejectIncomplete(new Continuation(offset, KindOf(context, depth)));
        }
    }

    private static ContinuationKind KindOf(ElementContext context, int depth) => context switch
    {
        _ when depth > 1 => ContinuationKind.Nested,
        ElementContext.Items => ContinuationKind.Items,
        ElementContext.Array => ContinuationKind.Array,
        _ => ContinuationKind.Documents,
    };

    private int SkipWhiteSpace(int position) => JsonScanner.SkipWhiteSpace(_text, position);

    private byte At(int position) => (uint)position < (uint)_text.Length ? _text[position] : (byte)0;
}
