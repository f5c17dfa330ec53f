using System.Numerics;
using System.Runtime.CompilerServices;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Cutting;

/// <summary>Measures what could be left out of an event, in classes of sizes that double, so that one pass is enough to choose a policy.</summary>
internal ref struct TruncationPlanner
{
    private const int Classes = 32;

    // No shorter, so that the identifiers that an API server makes stay whole.
    private const int ShortestText = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _maxDepth;
    private int _depth;
    private Sums _unread;
    private Sums _text;
    private Sums _textCount;
    private long _unreadShape;
    private long _total;

    private TruncationPlanner(ReadOnlySpan<byte> json, int maxDepth)
    {
        _json = json;
        _maxDepth = maxDepth;
    }

    /// <summary>The policy that leaves out least of what an event holds, for it to fit.</summary>
    /// <param name="json">An event that <see cref="JsonScanner"/> has passed.</param>
    /// <param name="paths">Where the paths begin that fields read.</param>
    /// <param name="budget">The room, in bytes.</param>
    /// <param name="maxDepth">How deep what is left may be nested; what is deeper does not count.</param>
    public static TruncationPolicy Choose(ReadOnlySpan<byte> json, JsonPathStep paths, int budget, int maxDepth)
    {
        var measure = new TruncationPlanner(json, maxDepth);
        measure.Value(JsonScanner.SkipWhiteSpace(json, 0), paths, prefix: 0);
        return measure.Choose(budget);
    }

    private readonly TruncationPolicy Choose(int budget)
    {
        var left = _total;
        for (var size = Classes - 1; size >= 0; size--)
        {
            left -= _unread[size];
            if (left <= budget)
            {
                return new TruncationPolicy(1 << Math.Min(size, 30), int.MaxValue);
            }
        }

        left -= _unreadShape;
        return left <= budget ? new TruncationPolicy(0, int.MaxValue) : ShortenTexts(left, budget);
    }

    private readonly TruncationPolicy ShortenTexts(long left, int budget)
    {
        var (bytes, count) = (0L, 0L);
        for (var size = Classes - 2; 1 << size >= ShortestText; size--)
        {
            bytes += _text[size];
            count += _textCount[size];
            if (left - bytes + (count << size) <= budget)
            {
                return new TruncationPolicy(0, 1 << size);
            }
        }

        return TruncationPolicy.Last;
    }

    // Passes a value; `prefix` is the length of the key in front of it with its colon.
    private int Value(int start, JsonPathStep step, int prefix) => _json[start] switch
    {
        (byte)'{' => Container(start, step, prefix, isObject: true),
        (byte)'[' => Container(start, step, prefix, isObject: false),
        _ => Scalar(start, step, prefix),
    };

    private int Container(int start, JsonPathStep step, int prefix, bool isObject)
    {
        if (_depth == _maxDepth)
        {
            return JsonScanner.SkipDeepContainer(_json, start);
        }

        _depth++;
        const int bracketsAndComma = 3;
        _total += prefix + bracketsAndComma;
        _unreadShape += step.HasPathsBelow ? 0 : prefix + bracketsAndComma;
        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] is not ((byte)'}' or (byte)']'))
        {
            position = isObject ? Member(position, step) : Value(position, step.Element(), prefix: 0);
            position = JsonScanner.SkipWhiteSpace(_json, position);
            position = _json[position] == ',' ? JsonScanner.SkipWhiteSpace(_json, position + 1) : position;
        }

        _depth--;
        return position + 1;
    }

    private int Member(int position, JsonPathStep step)
    {
        var end = JsonScanner.SkipString(_json, position);
        var value = JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, end) + 1);
        var name = _json[(position + 1)..(end - 1)];
        return Value(value, _depth == 1 ? EventTruncator.StepOf(name, _json[value]) : step.Member(name), end - position + 1);
    }

    private int Scalar(int start, JsonPathStep step, int prefix)
    {
        var end = JsonScanner.SkipValue(_json, start);
        var size = BitOperations.Log2((uint)(end - start));
        var length = prefix + end - start + 1;
        _total += length;
        if (!step.IsRead)
        {
            _unread[size] += length;
        }
        else if (_json[start] == '"')
        {
            _text[size] += end - start;
            _textCount[size]++;
        }

        return end;
    }

    [InlineArray(Classes)]
    private struct Sums
    {
        private long _first;
    }
}
