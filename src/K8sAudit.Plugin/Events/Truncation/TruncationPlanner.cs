using System.Numerics;
using System.Runtime.CompilerServices;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Truncation;

/// <summary>Measures what could be removed from an event, in classes of doubling sizes, so that one pass is enough to choose a policy.</summary>
internal ref struct TruncationPlanner
{
    private const int SizeClasses = 32;

    // Not shorter, so that the identifiers that an API server generates stay complete.
    private const int MinString = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly JsonPathStep _root;
    private readonly int _maxDepth;

    // For each path whether one of its values occurs in the event.
    private readonly Span<bool> _seen;
    private BodyPathCounts _counts;
    private int _depth;
    private bool _isInRequest;
    private bool _isInResponse;
    private Sums _unreadBytes;
    private Sums _stringBytes;
    private Sums _stringCount;
    private long _unreadContainerBytes;
    private long _totalBytes;

    private TruncationPlanner(ReadOnlySpan<byte> json, JsonPathStep root, int maxDepth, Span<bool> seen)
    {
        _seen = seen;
        _json = json;
        _root = root;
        _maxDepth = maxDepth;
    }

    /// <summary>The policy that removes the least for the event to fit.</summary>
    /// <param name="json">An event that <see cref="JsonScanner"/> accepts.</param>
    /// <param name="paths">The paths that fields read.</param>
    /// <param name="maxLength">The space, in bytes.</param>
    /// <param name="maxDepth">The maximum nesting depth of what remains; deeper values do not count.</param>
    public static TruncationPolicy Choose(ReadOnlySpan<byte> json, JsonPathTrie paths, int maxLength, int maxDepth)
    {
        Span<bool> seen = stackalloc bool[paths.Count];
        seen.Clear();
        var planner = new TruncationPlanner(json, paths.Start, maxDepth, seen);
        planner.MeasureValue(JsonScanner.SkipWhiteSpace(json, 0), paths.Start, keyLength: 0);
        return planner.Choose(maxLength);
    }

    private readonly TruncationPolicy Choose(int maxLength)
    {
        var remaining = _totalBytes;
        for (var size = SizeClasses - 1; size >= 0; size--)
        {
            remaining -= _unreadBytes[size];
            if (remaining <= maxLength)
            {
                return new TruncationPolicy(1 << Math.Min(size, 30), int.MaxValue);
            }
        }

        remaining -= _unreadContainerBytes;
        return remaining <= maxLength ? new TruncationPolicy(0, int.MaxValue) : ShortenStrings(remaining, maxLength);
    }

    private readonly TruncationPolicy ShortenStrings(long remaining, int maxLength)
    {
        var (bytes, count) = (0L, 0L);
        for (var size = SizeClasses - 2; 1 << size >= MinString; size--)
        {
            bytes += _stringBytes[size];
            count += _stringCount[size];
            if (remaining - bytes + (count << size) <= maxLength)
            {
                return new TruncationPolicy(0, 1 << size);
            }
        }

        return new TruncationPolicy(0, MinString, _counts);
    }

    // Returns the offset after the value; `keyLength` is that of the key before it with its colon.
    private int MeasureValue(int start, JsonPathStep step, int keyLength) => _json[start] switch
    {
        (byte)'{' => MeasureContainer(start, step, keyLength, isObject: true),
        (byte)'[' => MeasureContainer(start, step, keyLength, isObject: false),
        _ => MeasureScalar(start, step, keyLength),
    };

    private int MeasureContainer(int start, JsonPathStep step, int keyLength, bool isObject)
    {
        if (_depth == _maxDepth)
        {
            return JsonScanner.SkipDeepContainer(_json, start);
        }

        _depth++;
        const int bracketsAndComma = 3;
        _totalBytes += keyLength + bracketsAndComma;
        _unreadContainerBytes += step.HasPathsBelow ? 0 : keyLength + bracketsAndComma;
        if (step.IsRead && EventTruncator.IsEmpty(_json, start))
        {
            Count(step.Path);
        }

        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] is not ((byte)'}' or (byte)']'))
        {
            position = isObject ? MeasureMember(position, step) : MeasureValue(position, step.Element(), keyLength: 0);
            position = JsonScanner.SkipWhiteSpace(_json, position);
            position = _json[position] == ',' ? JsonScanner.SkipWhiteSpace(_json, position + 1) : position;
        }

        _depth--;
        return position + 1;
    }

    private int MeasureMember(int position, JsonPathStep step)
    {
        var end = JsonScanner.SkipString(_json, position);
        var value = JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, end) + 1);
        var name = _json[(position + 1)..(end - 1)];
        if (_depth == 1)
        {
            _isInRequest = name.SequenceEqual("requestObject"u8);
            _isInResponse = name.SequenceEqual("responseObject"u8);
        }

        return MeasureValue(value, _depth == 1 ? EventTruncator.StepOf(_root, name, _json[value]) : step.Member(name), end - position + 1);
    }

    private int MeasureScalar(int start, JsonPathStep step, int keyLength)
    {
        var end = JsonScanner.SkipValue(_json, start);
        var size = BitOperations.Log2((uint)(end - start));
        var length = keyLength + end - start + 1;
        _totalBytes += length;
        if (!step.IsRead)
        {
            _unreadBytes[size] += length;
        }
        else
        {
            if (_json[start] == '"')
            {
                _stringBytes[size] += end - start;
                _stringCount[size]++;
            }

            // false and null are removed as a last resort.
            if (_json[start] is not ((byte)'f' or (byte)'n'))
            {
                Count(step.Path);
            }
        }

        return end;
    }

    private void Count(int path)
    {
        if (!_seen[path])
        {
            _seen[path] = true;
            _counts = new BodyPathCounts(_counts.Request + (_isInRequest ? 1 : 0), _counts.Response + (_isInResponse ? 1 : 0));
        }
    }

    [InlineArray(SizeClasses)]
    private struct Sums
    {
        private long _first;
    }
}
