using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Splitting;

/// <summary>
/// Finds the audit events in a body or line, in one forward pass and without decoding more than their own top-level keys.
/// A text holds any number of documents; a document is an event, an EventList, or an array of both. What is broken costs itself alone.
/// </summary>
/// <remarks>
/// <code>
///  documents ──▶ element ──┬─ '{' ──▶ object ──┬─ kind Event, or an auditID ──▶ event
///                   ▲      │                   └─ kind EventList ──▶ items ──┐
///                   │      └─ '[' ──▶ elements ◀────────────────────────────┘
///                   └──────────────────┘
/// </code>
/// Keys come in any order, so <c>items</c> may stand before <c>kind</c>: its events are taken on trial and taken back where the object turns out to be no list.
/// Methods return the offset behind what they passed or, for what is broken, the complement of the offset where it goes wrong.
/// </remarks>
internal readonly ref struct AuditEventSplitter
{
    // Arrays of arrays are taken as the original takes them; no client nests them even twice.
    private const int MaxArrayDepth = 8;

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _maxEventSize;
    private readonly int _maxDepth;
    private readonly SplitResult _result;

    private AuditEventSplitter(ReadOnlySpan<byte> text, int maxEventSize, int maxDepth, SplitResult result)
    {
        _text = text;
        _maxEventSize = maxEventSize;
        _maxDepth = maxDepth;
        _result = result;
        _result.Reader.MaxDepth = maxDepth;
    }

    private JsonPathReader Reader => _result.Reader;

    private enum Place
    {
        Document,
        Element,
        Item,
    }

    /// <summary>Fills <paramref name="result"/> with what <paramref name="text"/> holds.</summary>
    public static void Split(ReadOnlySpan<byte> text, int maxEventSize, SplitResult result, int maxDepth = JsonScanner.MaxDepth)
    {
        result.Clear();
        new AuditEventSplitter(text, maxEventSize, maxDepth, result).Documents();
    }

    private void Documents()
    {
        var position = SkipWhiteSpace(_text.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0);
        while (position < _text.Length)
        {
            position = SkipWhiteSpace(Element(position, Place.Document, 0));
        }
    }

    // Passes one element whatever it is; never fails.
    private int Element(int start, Place place, int depth)
    {
        var end = At(start) switch
        {
            (byte)'{' => Object(start, place, depth),
            (byte)'[' when place != Place.Item && depth < MaxArrayDepth => Elements(start + 1, Place.Element, depth + 1),
            _ => Foreign(start),
        };
        return end >= 0 ? end : Recover(start, ~end, place, depth);
    }

    // Passes the rest of an array, from behind its opening bracket; never fails.
    private int Elements(int position, Place place, int depth)
    {
        position = SkipWhiteSpace(position);
        if (At(position) == ']')
        {
            return position + 1;
        }

        while (position < _text.Length)
        {
            position = SkipWhiteSpace(Element(position, place, depth));
            if (position < _text.Length && _text[position] is not ((byte)',' or (byte)']'))
            {
                _result.Reject(RejectionReason.InvalidJson, position);
                position = _text[position] == '{' ? position : NextAfterBroken(position, place);
            }

            if (At(position) == ']')
            {
                return position + 1;
            }

            position = At(position) == ',' ? SkipWhiteSpace(position + 1) : position;
        }

        Incomplete(_text.Length, place, depth);
        return _text.Length;
    }

    private int Object(int start, Place place, int depth)
    {
        var members = new TopLevelMembers(_result.Remember());
        var position = Reader.Begin(_text, start);
        members.Take(Reader, _text);
        while (position >= 0 && Reader.IsPaused)
        {
            position = Reader.Resume(_text, Items(position, place, depth, ref members));
            members.Take(Reader, _text);
        }

        return position >= 0 ? Finish(start, position, place, in members)
            : TryPassDeep(start, position, in members, out var end) ? Deep(start, end, place, in members)
            : Broken(position, in members);
    }

    // Whether an object was not walked to its end because of its depth alone.
    private bool TryPassDeep(int start, int error, in TopLevelMembers members, out int end)
    {
        end = error;
        if (At(~error) is (byte)'{' or (byte)'[' && !members.WalkedItems)
        {
            end = JsonScanner.SkipDeepContainer(_text, start);
        }

        return end >= 0;
    }

    // What the object says of itself is read from what is left of it, which can be walked.
    private int Deep(int start, int end, Place place, in TopLevelMembers members)
    {
        _result.RollBack(in members.Before);
        if (!_result.TryTruncate(_text[start..end], _maxEventSize, _maxDepth, out var left))
        {
            _result.Reject(RejectionReason.TooLarge, start);
            return end;
        }

        var ofLeft = new TopLevelMembers(members.Before);
        for (var position = Reader.Begin(left, 0); position >= 0 && Reader.IsPaused;)
        {
            position = Reader.Resume(left, JsonScanner.SkipValue(left, position));
        }

        ofLeft.Take(Reader, left);
        if (ofLeft.IsEvent(place == Place.Item))
        {
            _result.AddTruncated(left.Length, ofLeft.Timestamp(), ofLeft.HasAuditId);
        }
        else
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
        }

        return end;
    }

    private int Items(int value, Place place, int depth, ref TopLevelMembers members)
    {
        if (place == Place.Item || members.Kind == AuditKind.Event)
        {
            return JsonScanner.SkipValue(_text, value, _maxDepth - 1);
        }

        _result.RollBackEvents(in members.Before);
        members.WalkedItems = true;
        var end = At(value) == '[' ? Elements(value + 1, Place.Item, depth + 1) : JsonScanner.SkipValue(_text, value, _maxDepth - 1);

        // What it remembers is of the items.
        Reader.Forget();
        return end;
    }

    private int Finish(int start, int end, Place place, in TopLevelMembers members)
    {
        if (members.Kind == AuditKind.EventList && place != Place.Item)
        {
            return end;
        }

        _result.RollBack(in members.Before);
        if (!members.IsEvent(place == Place.Item))
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
            return end;
        }

        // Items that were walked on trial were mended, not checked.
        return members.WalkedItems && JsonScanner.SkipValue(_text, start, _maxDepth) is < 0 and var error ? error : Event(start, end, in members);
    }

    private int Event(int start, int end, in TopLevelMembers members)
    {
        if (end - start <= _maxEventSize)
        {
            Add(new AuditEventSlice(start, end - start, members.Timestamp(), members.HasAuditId), in members);
        }
        else if (_result.TryTruncate(_text[start..end], _maxEventSize, _maxDepth, out var left))
        {
            _result.AddTruncated(left.Length, members.Timestamp(), members.HasAuditId);
        }
        else
        {
            _result.Reject(RejectionReason.TooLarge, start);
        }

        return end;
    }

    private void Add(AuditEventSlice slice, in TopLevelMembers members)
    {
        if (members.WalkedItems)
        {
            _result.Add(slice);
        }
        else
        {
            _result.AddIndexed(slice);
        }
    }

    // The events of a list that breaks later are whole; of an object that never said that it is a list, they are not events.
    private int Broken(int error, in TopLevelMembers members)
    {
        if (members.Kind != AuditKind.EventList)
        {
            _result.RollBack(in members.Before);
        }

        return error;
    }

    private int Foreign(int start)
    {
        var end = JsonScanner.SkipValue(_text, start);
        if (end >= 0)
        {
            _result.Reject(RejectionReason.NotAnEvent, start);
        }

        return end;
    }

    private int Recover(int start, int error, Place place, int depth)
    {
        var end = At(start) is (byte)'{' or (byte)'[' ? JsonScanner.SkipBrackets(_text, start) : error;
        if (end < 0 || end >= _text.Length && error >= _text.Length)
        {
            Incomplete(start, place, depth);
            return _text.Length;
        }

        _result.Reject(RejectionReason.InvalidJson, error);
        return NextAfterBroken(end, place);
    }

    private int NextAfterBroken(int position, Place place)
    {
        var next = place == Place.Document ? _text[position..].IndexOfAny("{[\n"u8) : _text[position..].IndexOfAny(",]"u8);
        return next < 0 ? _text.Length : position + next;
    }

    private void Incomplete(int offset, Place place, int depth)
    {
        if (!_result.IsIncomplete)
        {
            _result.Reject(RejectionReason.Incomplete, offset);
            _result.Continuation = new Continuation(offset, depth > 1 ? ContinuationKind.Nested : place == Place.Item ? ContinuationKind.Items : place == Place.Element ? ContinuationKind.Array : ContinuationKind.Documents);
        }
    }

    private int SkipWhiteSpace(int position) => JsonScanner.SkipWhiteSpace(_text, position);

    private byte At(int position) => (uint)position < (uint)_text.Length ? _text[position] : (byte)0;
}
