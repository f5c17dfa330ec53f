using FalcoPlugin.Json;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Cutting;

/// <summary>
/// Makes an event fit that is too large or nested too deep, so that padding hides nothing: what fields read is kept first, the largest other values are dropped, and an
/// annotation says that something is missing. What it writes is always whole JSON.
/// </summary>
internal ref struct EventTruncator
{
    // So small a part for each that all of them fit into the request's share.
    private const int RoomsOfAnEvent = 256;

    // The keys and brackets in front of it.
    private const int RoomAroundText = 32;

    private readonly ReadOnlySpan<byte> _json;
    private readonly Span<byte> _output;
    private readonly TruncationPolicy _policy;
    private readonly int _maxDepth;
    private readonly int _end;

    // Where nothing else helped: how much of each path's texts is kept yet, so that one field's padding leaves the others' values alone.
    private readonly Span<int> _rooms;
    private int _limit;
    private int _position;
    private int _open;
    private bool _isMarked;
    private bool _isWhole;
    private bool _inBody;

    private EventTruncator(ReadOnlySpan<byte> json, Span<byte> output, TruncationPolicy policy, int maxDepth, Span<int> rooms)
    {
        _json = json;
        _output = output;
        _policy = policy;
        _maxDepth = maxDepth;
        _rooms = rooms;
        _end = output.Length - NewAnnotations.Length;
        _limit = _end;
        _isWhole = true;
    }

    // Where each field gets its part of the room.
    private readonly bool IsScarce => _policy.IsLast && _inBody;

    private static ReadOnlySpan<byte> Annotation => "\"k8saudit/truncated\":\"true\""u8;

    private static ReadOnlySpan<byte> NewAnnotations => ",\"annotations\":{\"k8saudit/truncated\":\"true\"}"u8;

    private static ReadOnlySpan<byte> Ellipsis => "…"u8;

    /// <summary>The room with which nothing needs to be left out of an event for its size.</summary>
    public static int RoomOf(ReadOnlySpan<byte> json) => json.Length + (json.Length / 2) + NewAnnotations.Length;

    /// <summary>Writes an event, cut to the output's size.</summary>
    /// <param name="json">An object that <see cref="JsonScanner"/> has passed, however deep it is nested.</param>
    /// <param name="output">As large as an event may be.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <param name="maxDepth">How deep what is written may be nested.</param>
    /// <returns>False where there is not even room for what tells one event from another.</returns>
    public static bool TryTruncate(ReadOnlySpan<byte> json, Span<byte> output, out int written, int maxDepth = JsonScanner.MaxDepth)
    {
        written = 0;
        if (output.Length <= NewAnnotations.Length)
        {
            return false;
        }

        var policy = TruncationPlanner.Choose(json, AuditFields.Paths.Start, output.Length - NewAnnotations.Length, maxDepth);
        Span<int> rooms = stackalloc int[policy.IsLast ? AuditFields.Paths.Count : 0];
        rooms.Fill(output.Length / RoomsOfAnEvent);
        var cutter = new EventTruncator(json, output, policy, maxDepth, rooms);
        cutter.Event();
        written = cutter._position;
        return cutter._isWhole && cutter._isMarked;
    }

    /// <summary>How a member of the event itself is treated: what is measured and what is written must be the same.</summary>
    /// <param name="name">Its key, without quotes.</param>
    /// <param name="first">The first byte of its value.</param>
    public static JsonPathStep StepOf(ReadOnlySpan<byte> name, byte first) =>
        first is (byte)'{' or (byte)'[' ? AuditFields.Paths.Start.Member(name)
        : IsBody(name) ? default
        : AuditFields.Paths.Start.Member("auditID"u8);

    private static bool IsBody(ReadOnlySpan<byte> name) => name.SequenceEqual("requestObject"u8) || name.SequenceEqual("responseObject"u8);

    private void Event()
    {
        var position = JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, 0) + 1);
        Open((byte)'{');
        while (_json[position] != '}')
        {
            position = Next(EventMember(position));
        }

        _limit = _output.Length;
        Mark(NewAnnotations);
        Close((byte)'}');
    }

    private int EventMember(int start)
    {
        var value = KeyOf(start, out var key);
        var name = key[1..^1];
        _inBody = IsBody(name);
        _limit = _policy.IsLast ? Math.Min(_end, _position + Share(name)) : _end;
        var isAnnotations = name.SequenceEqual("annotations"u8);
        _isMarked &= !isAnnotations;
        var step = StepOf(name, _json[value]);
        return _json[value] switch
        {
            (byte)'{' when isAnnotations => Annotations(key, value, step),
            (byte)'{' or (byte)'[' => Member(key, value, step),
            _ when _inBody => Member(key, value, step),
            _ => Identity(key, value, step),
        };
    }

    // What tells one event from another, and what there is no event without.
    private int Identity(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        var before = _position;
        var end = Member(key, value, step);
        _isWhole &= _position > before;
        return end;
    }

    private int Annotations(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        var before = _position;
        var end = Member(key, value, step);
        if (_position == before)
        {
            return end;
        }

        // The bracket is taken back, and comes again behind the mark.
        (_position, _open, _limit) = (_position - 1, _open + 1, _output.Length);
        Mark(Annotation);
        Close((byte)'}');
        return end;
    }

    private void Mark(ReadOnlySpan<byte> mark)
    {
        if (!_isMarked)
        {
            mark = mark.TrimStart((byte)',');
            _isMarked = Fits(mark.Length + 1);
            if (_isMarked)
            {
                Separate();
                Put(mark);
            }
        }
    }

    private readonly int Share(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("requestObject"u8) ? _output.Length / 2 : name.SequenceEqual("responseObject"u8) ? _output.Length / 8 : _output.Length / 16;

    private int Member(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        var (before, open) = (_position, _open);
        if (Fits(key.Length + 2))
        {
            Separate();
            Put(key);
            Put(":"u8);
            if (Value(value, step, out var end))
            {
                return end;
            }

            (_position, _open) = (before, open);
            return end;
        }

        return Skip(value);
    }

    private bool Value(int start, JsonPathStep step, out int end)
    {
        if (_json[start] is (byte)'{' or (byte)'[')
        {
            return Container(start, step, out end);
        }

        end = JsonScanner.SkipValue(_json, start);
        var value = _json[start..end];
        return !step.IsRead ? value.Length < _policy.UnreadLimit && TryPut(value)
            : value[0] == '"' ? (!IsScarce || TakesRoom(step.Path, value.Length)) && TryPutText(value)
            : !(IsScarce && value[0] is (byte)'f' or (byte)'n') && TryPut(value);
    }

    private readonly bool TakesRoom(int path, int length)
    {
        var room = Math.Min(length, _policy.TextLimit) + RoomAroundText;
        var fits = _rooms[path] >= room;
        _rooms[path] -= fits ? room : 0;
        return fits;
    }

    private bool Container(int start, JsonPathStep step, out int end)
    {
        if (!Fits(2) || _open == _maxDepth || (_policy.UnreadLimit == 0 && !step.HasPathsBelow))
        {
            end = Skip(start);
            return false;
        }

        var before = _position;
        end = _json[start] == '{' ? Object(start, step) : Array(start, step);
        return !_policy.IsLast || _position > before + 2;
    }

    private int Object(int start, JsonPathStep step)
    {
        Open((byte)'{');
        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] != '}')
        {
            var value = KeyOf(position, out var key);
            position = Next(Member(key, value, step.Member(key[1..^1])));
        }

        Close((byte)'}');
        return position + 1;
    }

    private int Array(int start, JsonPathStep step)
    {
        Open((byte)'[');
        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] != ']')
        {
            position = Next(Element(position, step.Element()));
        }

        Close((byte)']');
        return position + 1;
    }

    private int Element(int start, JsonPathStep step)
    {
        var (before, open) = (_position, _open);
        if (!Fits(1))
        {
            return Skip(start);
        }

        Separate();
        if (!Value(start, step, out var end))
        {
            (_position, _open) = (before, open);
        }

        return end;
    }

    private readonly int Skip(int start)
    {
        var end = JsonScanner.SkipValue(_json, start);
        return end >= 0 ? end : JsonScanner.SkipDeepContainer(_json, start);
    }

    private readonly int KeyOf(int start, out ReadOnlySpan<byte> key)
    {
        var end = JsonScanner.SkipString(_json, start);
        key = _json[start..end];
        return JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, end) + 1);
    }

    private readonly int Next(int position)
    {
        position = JsonScanner.SkipWhiteSpace(_json, position);
        return _json[position] == ',' ? JsonScanner.SkipWhiteSpace(_json, position + 1) : position;
    }

    private bool TryPutText(ReadOnlySpan<byte> quoted)
    {
        if (quoted.Length <= _policy.TextLimit)
        {
            return TryPut(quoted);
        }

        var kept = quoted[..WholeCharacters(quoted, _policy.TextLimit - Ellipsis.Length - 1)];
        if (!Fits(kept.Length + Ellipsis.Length + 1))
        {
            return false;
        }

        Put(kept);
        Put(Ellipsis);
        Put("\""u8);
        return true;
    }

    // The largest length up to `most` that splits neither an escape nor a character.
    private static int WholeCharacters(ReadOnlySpan<byte> quoted, int max)
    {
        var length = 1;
        for (var next = length; next <= max; )
        {
            length = next;
            next += quoted[next] != '\\' ? 1 : quoted[next + 1] == 'u' ? 6 : 2;
        }

        while ((quoted[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }

    private bool TryPut(ReadOnlySpan<byte> bytes)
    {
        var fits = Fits(bytes.Length);
        if (fits)
        {
            Put(bytes);
        }

        return fits;
    }

    // Whatever is open must be closed.
    private readonly bool Fits(int length) => _position + length + _open <= _limit;

    private void Separate()
    {
        if (_output[_position - 1] is not ((byte)'{' or (byte)'['))
        {
            Put(","u8);
        }
    }

    private void Open(byte bracket)
    {
        _output[_position++] = bracket;
        _open++;
    }

    private void Close(byte bracket)
    {
        _output[_position++] = bracket;
        _open--;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[_position..]);
        _position += bytes.Length;
    }
}
