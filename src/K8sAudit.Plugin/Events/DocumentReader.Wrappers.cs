using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Objects that other programs put around events.</summary>
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
        if (found == UInt128.Zero)
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
    private bool TryReadWrapped(int row, JsonRange source, UInt128 found, ReadOnlySpan<JsonRange> members, ref OtherCounts others)
    {
        var wrapper = JsonWrappers.All[row];
        if (!wrapper.HasKeys(found) || !_owner.Wrappers.TrySpend(members[wrapper.PayloadKey].Length))
        {
            return false;
        }

        var before = _result.Mark();
        var parts = _owner.Wrappers.PartsLength;
        Facts.Enter(wrapper.NameBytes, ClusterOf(wrapper, source));
        switch (wrapper.Conversion)
        {
            case PayloadConversion.GoogleLogEntry or PayloadConversion.Columns:
                ReadConverted(wrapper, source);
                break;
            case PayloadConversion.TableRows:
                ReadTable(members[wrapper.PayloadKey], members[wrapper.ColumnsKey]);
                break;
            default:
                Descend(wrapper, source, members[wrapper.PayloadKey], step: 1);
                break;
        }

        Facts.Leave();
        if (_result.HasMoreThan(in before) || _owner.Wrappers.PartsLength != parts)
        {
            if (wrapper.HasOtherValues)
            {
                _result.RollBackOthers(in before);
            }

            return true;
        }

        others = others.Total == 0 && !wrapper.IsCommon ? _result.OthersSince(in before) : others;
        _result.RollBack(in before);
        return false;
    }

    private void Descend(JsonWrapper wrapper, JsonRange source, JsonRange value, int step)
    {
        if (step == wrapper.PayloadSteps.Length)
        {
            ReadPayload(wrapper, source, value);
            return;
        }

        var name = wrapper.PayloadSteps[step];
        if (name is [(byte)'*'] or [(byte)'#', ..] or [(byte)'{', ..])
        {
            DescendElements(wrapper, source, value, step, name[0] == '#' ? name[1] - '0' : -1);
        }
        else if (TryFind(value, name, out var member))
        {
            Descend(wrapper, source, member, step + 1);
        }
    }

    // The elements of an array, or the values of an object.
    private void DescendElements(JsonWrapper wrapper, JsonRange source, JsonRange value, int step, int only)
    {
        var isObject = wrapper.PayloadSteps[step][0] == '{';
        if (_text[value.Start] != (isObject ? '{' : '['))
        {
            return;
        }

        var position = SkipWhiteSpace(value.Start + 1);
        for (var index = 0; _text[position] is not ((byte)']' or (byte)'}'); index++)
        {
            position = isObject ? SkipWhiteSpace(SkipWhiteSpace(JsonScanner.SkipString(_text, position)) + 1) : position;
            var end = JsonScanner.SkipValue(_text, position);
            if (only < 0 || only == index)
            {
                Descend(wrapper, source, new JsonRange(position, end - position, -1), step + 1);
            }

            position = SkipWhiteSpace(end);
            position = _text[position] == ',' ? SkipWhiteSpace(position + 1) : position;
        }
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
