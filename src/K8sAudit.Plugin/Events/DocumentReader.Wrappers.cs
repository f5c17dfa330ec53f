using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Objects and lines that other programs put around events.</summary>
internal readonly ref partial struct DocumentReader
{
    private WrapperFacts Facts => _owner.Wrappers.Facts;

    // Reads the payload of a known wrapper.
    private bool TryReadWrapped(int start, int end)
    {
        if (Facts.Depth == WrapperFacts.MaxDepth)
        {
            return false;
        }

        Span<JsonRange> members = stackalloc JsonRange[JsonWrappers.KeyCount];
        var found = JsonWrappers.Find(_text, start, members);
        if (found == 0)
        {
            return false;
        }

        var last = _owner.Wrappers.LastWrapper;
        var range = new JsonRange(start, end - start, -1);
        var others = default(OtherCounts);
        if (TryReadWrapped(last, range, found, members, ref others))
        {
            return true;
        }

        for (var row = 0; row < JsonWrappers.All.Length; row++)
        {
            if (row != last && TryReadWrapped(row, range, found, members, ref others))
            {
                _owner.Wrappers.LastWrapper = row;
                return true;
            }
        }

        _result.AddOthers(in others);
        return others.Total > 0;
    }

    // Whether the object is that wrapper, and its payload is an event or claims to be one.
    private bool TryReadWrapped(int row, JsonRange source, ulong found, ReadOnlySpan<JsonRange> members, ref OtherCounts others)
    {
        var wrapper = JsonWrappers.All[row];
        if ((found & wrapper.RequiredKeys) != wrapper.RequiredKeys)
        {
            return false;
        }

        var before = _result.Mark();
        Facts.Enter(wrapper.NameBytes, ClusterOf(wrapper, source));
        if (wrapper.Conversion == PayloadConversion.None)
        {
            Descend(wrapper, members[JsonWrappers.PayloadKey(wrapper)], step: 1);
        }
        else
        {
            ReadConverted(wrapper, source);
        }

        Facts.Leave();
        if (_result.HasMoreThan(in before) || _owner.Wrappers.HasParts)
        {
            return true;
        }

        others = others.Total == 0 && !wrapper.IsCommon ? _result.OthersSince(in before) : others;
        _result.RollBack(in before);
        return false;
    }

    private void Descend(JsonWrapper wrapper, JsonRange value, int step)
    {
        if (step == wrapper.PayloadSteps.Length)
        {
            ReadPayload(value);
            return;
        }

        var name = wrapper.PayloadSteps[step];
        if (name is [(byte)'*'] or [(byte)'#', ..])
        {
            DescendElements(wrapper, value, step, name.Length == 1 ? -1 : name[1] - '0');
        }
        else if (TryFind(value, name, out var member))
        {
            Descend(wrapper, member, step + 1);
        }
    }

    private void DescendElements(JsonWrapper wrapper, JsonRange value, int step, int only)
    {
        if (_text[value.Start] != '[')
        {
            return;
        }

        var position = SkipWhiteSpace(value.Start + 1);
        for (var index = 0; _text[position] != ']'; index++)
        {
            var end = JsonScanner.SkipValue(_text, position);
            if (only < 0 || only == index)
            {
                Descend(wrapper, new JsonRange(position, end - position, -1), step + 1);
            }

            position = SkipWhiteSpace(end);
            position = _text[position] == ',' ? SkipWhiteSpace(position + 1) : position;
        }
    }

    // An object or array is read in its place, a string is read as a text.
    private void ReadPayload(JsonRange value)
    {
        switch (_text[value.Start])
        {
            case (byte)'{':
                ReadObject(value.Start, ElementContext.Array, depth: 1);
                break;
            case (byte)'[':
                ReadBytes(value);
                break;
            case (byte)'"':
                ReadString(value);
                break;
            default:
                Ignore(OtherContent.Json, value.Start);
                break;
        }
    }

    private void ReadString(JsonRange value)
    {
        var quoted = value.Of(_text);
        var target = _result.ReserveBytes(JsonText.MaxLength(quoted));
        var length = JsonText.Unescape(quoted[1..^1], target);
        ReadConvertedText(length, value.Start);
    }

    // The bytes of a text as numbers: journald writes what is not printable like that.
    private void ReadBytes(JsonRange value)
    {
        var target = _result.ReserveBytes(value.Length);
        var (length, number, digits) = (0, 0, 0);
        foreach (var next in value.Of(_text)[1..])
        {
            if (char.IsAsciiDigit((char)next))
            {
                number = (number * 10 + next - '0') & 0xFFFF;
                digits++;
            }
            else if (next is (byte)',' or (byte)']' && digits > 0 && number <= byte.MaxValue)
            {
                target[length++] = (byte)number;
                (number, digits) = (0, 0);
            }
            else if (next is not ((byte)' ' or (byte)'\n'))
            {
                ReadElements(value.Start + 1, ElementContext.Array, depth: 1);
                return;
            }
        }

        ReadConvertedText(length, value.Start);
    }

    // Reads the text that was written to the bytes that the result reserved.
    private void ReadConvertedText(int length, int origin)
    {
        var text = _result.CommitBytes(length, out var offset);
        new DocumentReader(in this, text, offset, Locate(origin), isConverted: true).ReadDocuments();
        _result.EndNested();
    }

    private ReadOnlySpan<byte> ClusterOf(JsonWrapper wrapper, JsonRange source)
    {
        foreach (var name in wrapper.ClusterSteps)
        {
            if (!TryFind(source, name, out source))
            {
                return default;
            }
        }

        return wrapper.Cluster.Length > 0 && _text[source.Start] == '"' ? ClusterNames.Part(source.Of(_text)[1..^1], wrapper.ClusterPart) : default;
    }

    private bool TryFind(JsonRange source, ReadOnlySpan<byte> name, out JsonRange member)
    {
        byte[] scratch = [];
        return JsonMember.TryFind(_text, source, name, ref scratch, out member);
    }

    private int Locate(int position) => _isConverted ? _origin : _origin + position;

    private void Reject(RejectionReason reason, int position) => _result.Reject(reason, Locate(position));

    private void Ignore(OtherContent kind, int position) => _result.Ignore(kind, Locate(position));
}
