using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Truncation;

/// <summary>
/// Truncates an event that is too large or nested too deeply. Padding cannot hide anything: what fields read is kept first, the largest other values are
/// removed, and an annotation tells that something is missing. The output is always complete JSON.
/// </summary>
internal ref struct EventTruncator
{
    // As a last resort: the shares of the members of the event, in parts of its size.
    private const int Parts = 16;
    private const int PartsOfBody = 5;

    // The keys and brackets before a value.
    private const int StringOverhead = 32;

    // Of the share of a path a string takes a part, so that others follow; it is not shorter than the identifiers that an API server generates.
    private const int StringsOfShare = 4;
    private const int MinString = 64;
    private const int MaxString = 4096;

    // The maximum length of strings of the event's other members.
    private const int LastResortString = 256;

    private readonly JsonPathStep _root;
    private readonly TruncationPolicy _policy;
    private readonly int _maxDepth;
    private readonly ReadOnlySpan<byte> _json;

    // As a last resort: how many bytes of the values of each path may still be written, so that the padding of one field does not displace another field;
    // negative if none is written yet.
    private readonly Span<int> _budgets;
    private int _pathShare;
    private int _maxString;

    // How many arrays contain the current value.
    private int _arrays;
    private TruncatedJson _output;
    private bool _isMarked;
    private bool _isComplete;
    private bool _isInBody;

    private EventTruncator(ReadOnlySpan<byte> json, Span<byte> output, JsonPathStep root, TruncationPolicy policy, int maxDepth, Span<int> budgets)
    {
        _json = json;
        _root = root;
        _policy = policy;
        _maxDepth = maxDepth;
        _budgets = budgets;
        _maxString = policy.MaxString;
        _output = new TruncatedJson(output, output.Length - NewAnnotations.Length);
        _isComplete = true;
    }

    // Whether each path has its own budget.
    private readonly bool IsBudgeted => _policy.LastResort is not null && _isInBody;

    private static ReadOnlySpan<byte> Annotation => "\"k8saudit/truncated\":\"true\""u8;

    private static ReadOnlySpan<byte> NewAnnotations => ",\"annotations\":{\"k8saudit/truncated\":\"true\"}"u8;

    /// <summary>The space in which nothing is removed from an event because of its size, in bytes.</summary>
    public static int MaxLength(ReadOnlySpan<byte> json) => json.Length + (json.Length / 2) + NewAnnotations.Length;

    /// <summary>Writes an event, truncated to the size of the output.</summary>
    /// <param name="json">An object that <see cref="JsonScanner"/> accepts at any depth.</param>
    /// <param name="output">As large as an event may be.</param>
    /// <param name="paths">The paths that fields read.</param>
    /// <param name="written">How many bytes were written.</param>
    /// <param name="maxDepth">The maximum nesting depth of the output.</param>
    /// <returns>False if there is not even enough space for the members that identify the event.</returns>
    public static bool TryTruncate(ReadOnlySpan<byte> json, Span<byte> output, JsonPathTrie paths, out int written, int maxDepth = JsonScanner.MaxDepth)
    {
        written = 0;
        if (output.Length <= NewAnnotations.Length)
        {
            return false;
        }

        var policy = TruncationPlanner.Choose(json, paths, output.Length - NewAnnotations.Length, maxDepth);
        Span<int> budgets = stackalloc int[policy.LastResort is null ? 0 : paths.Count];
        budgets.Fill(-1);
        var truncator = new EventTruncator(json, output, paths.Start, policy, maxDepth, budgets);
        truncator.WriteEvent();
        written = truncator._output.Length;
        return truncator._isComplete && truncator._isMarked;
    }

    /// <summary>The step to a member of the event itself: what is measured and what is written must be the same.</summary>
    /// <param name="root">The start of the paths that fields read.</param>
    /// <param name="name">The member's key, without quotes.</param>
    /// <param name="first">The first byte of its value.</param>
    public static JsonPathStep StepOf(JsonPathStep root, ReadOnlySpan<byte> name, byte first) =>
        first is (byte)'{' or (byte)'[' ? root.Member(name)
        : IsBody(name) ? default
        : root.Member("auditID"u8);

    /// <summary>Whether the object or array at an offset has nothing in it.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> json, int start) => json[JsonScanner.SkipWhiteSpace(json, start + 1)] is (byte)'}' or (byte)']';

    private static bool IsBody(ReadOnlySpan<byte> name) => name.SequenceEqual("requestObject"u8) || name.SequenceEqual("responseObject"u8);

    private void WriteEvent()
    {
        var position = JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, 0) + 1);
        _output.Open((byte)'{');
        while (_json[position] != '}')
        {
            position = SkipComma(WriteEventMember(position));
        }

        _output.RemoveLimit();
        Mark(NewAnnotations);
        _output.Close((byte)'}');
    }

    private int WriteEventMember(int start)
    {
        var value = ReadKey(start, out var key);
        var name = key[1..^1];
        _isInBody = IsBody(name);
        BeginShare(name);
        var isAnnotations = name.SequenceEqual("annotations"u8);
        _isMarked &= !isAnnotations;
        var step = StepOf(_root, name, _json[value]);
        return _json[value] switch
        {
            (byte)'{' when isAnnotations => WriteAnnotations(key, value, step),
            (byte)'{' or (byte)'[' => WriteMember(key, value, step),
            _ when _isInBody => WriteMember(key, value, step),
            _ => WriteIdentity(key, value, step),
        };
    }

    // The scalars of the event itself identify it; it is not an event without them.
    private int WriteIdentity(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        var before = _output.Length;
        var end = WriteMember(key, value, step);
        _isComplete &= _output.Length > before;
        return end;
    }

    private int WriteAnnotations(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        var before = _output.Length;
        var end = WriteMember(key, value, step);
        if (_output.Length > before)
        {
            // The mark goes before the closing bracket.
            _output.Reopen();
            _output.RemoveLimit();
            Mark(Annotation);
            _output.Close((byte)'}');
        }

        return end;
    }

    private void Mark(ReadOnlySpan<byte> mark)
    {
        if (!_isMarked)
        {
            mark = mark.TrimStart((byte)',');
            _isMarked = _output.Fits(mark.Length + 1);
            if (_isMarked)
            {
                _output.WriteComma();
                _output.Write(mark);
            }
        }
    }

    // The values of a body's paths have a part of its share; the rest is for keys and brackets.
    private void BeginShare(ReadOnlySpan<byte> name)
    {
        if (_policy.LastResort is not { } counts)
        {
            _output.LimitTo(int.MaxValue);
            return;
        }

        var share = _output.Capacity / Parts * (_isInBody ? PartsOfBody : 1);
        _output.LimitTo(share);
        _pathShare = share / 2 / Math.Max(1, name.SequenceEqual("requestObject"u8) ? counts.Request : counts.Response);
        _maxString = _isInBody ? Math.Clamp(_pathShare / StringsOfShare, MinString, MaxString) : LastResortString;
    }

    // A key whose value is removed is removed with it.
    private int WriteMember(ReadOnlySpan<byte> key, int value, JsonPathStep step)
    {
        if (!_output.Fits(key.Length + 2))
        {
            return Skip(value);
        }

        var mark = _output.Mark();
        _output.WriteComma();
        _output.Write(key);
        _output.Write(":"u8);
        if (!TryWriteValue(value, step, key.Length, out var end))
        {
            _output.RollBack(mark);
        }

        return end;
    }

    private bool TryWriteValue(int start, JsonPathStep step, int keyLength, out int end)
    {
        if (_json[start] is (byte)'{' or (byte)'[')
        {
            return TryWriteContainer(start, step, keyLength, out end);
        }

        end = JsonScanner.SkipValue(_json, start);
        var value = _json[start..end];
        return !step.IsRead ? value.Length < _policy.MaxUnreadScalar && _output.TryWrite(value)
            : value[0] == '"' ? TryWriteString(value, step, keyLength)
            : !(IsBudgeted && value[0] is (byte)'f' or (byte)'n')
                && (!IsBudgeted || TryConsumeBudget(step.Path, value.Length, keyLength))
                && _output.TryWrite(value);
    }

    // What is in no array is the only value of its path, so no others have to follow it.
    private bool TryWriteString(ReadOnlySpan<byte> value, JsonPathStep step, int keyLength)
    {
        var max = IsBudgeted && _arrays == 0 && step.IsValueOfPath ? Math.Max(_maxString, _pathShare) : _maxString;
        return (!IsBudgeted || TryConsumeBudget(step.Path, Math.Min(value.Length, max), keyLength)) && _output.TryWriteString(value, max);
    }

    // The first value is written in any case. The keys of labels and the like are chosen by the client, and count.
    private readonly bool TryConsumeBudget(int path, int length, int keyLength)
    {
        ref var budget = ref _budgets[path];
        var cost = length + Math.Max(StringOverhead, keyLength + 2);
        var isEnough = budget < 0 || budget >= cost;
        budget = Math.Max(0, (budget < 0 ? _pathShare : budget) - (isEnough ? cost : 0));
        return isEnough;
    }

    private bool TryWriteContainer(int start, JsonPathStep step, int keyLength, out int end)
    {
        if (!_output.Fits(2) || _output.Depth == _maxDepth || (_policy.MaxUnreadScalar == 0 && !step.HasPathsBelow))
        {
            end = Skip(start);
            return false;
        }

        var before = _output.Length;
        end = _json[start] == '{' ? WriteObject(start, step) : WriteArray(start, step);
        const int emptyBrackets = 2;
        return _policy.LastResort is null || _output.Length > before + emptyBrackets
            || (IsBudgeted && step.IsRead && IsEmpty(_json, start) && TryConsumeBudget(step.Path, emptyBrackets, keyLength));
    }

    private int WriteObject(int start, JsonPathStep step)
    {
        _output.Open((byte)'{');
        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] != '}')
        {
            var value = ReadKey(position, out var key);
            position = SkipComma(WriteMember(key, value, step.Member(key[1..^1])));
        }

        _output.Close((byte)'}');
        return position + 1;
    }

    private int WriteArray(int start, JsonPathStep step)
    {
        _output.Open((byte)'[');
        _arrays++;
        var position = JsonScanner.SkipWhiteSpace(_json, start + 1);
        while (_json[position] != ']')
        {
            position = SkipComma(WriteElement(position, step.Element()));
        }

        _output.Close((byte)']');
        _arrays--;
        return position + 1;
    }

    private int WriteElement(int start, JsonPathStep step)
    {
        if (!_output.Fits(1))
        {
            return Skip(start);
        }

        var mark = _output.Mark();
        _output.WriteComma();
        if (!TryWriteValue(start, step, keyLength: 0, out var end))
        {
            _output.RollBack(mark);
        }

        return end;
    }

    private readonly int Skip(int start)
    {
        var end = JsonScanner.SkipValue(_json, start);
        return end >= 0 ? end : JsonScanner.SkipDeepContainer(_json, start);
    }

    // Returns where the value begins.
    private readonly int ReadKey(int start, out ReadOnlySpan<byte> key)
    {
        var end = JsonScanner.SkipString(_json, start);
        key = _json[start..end];
        return JsonScanner.SkipWhiteSpace(_json, JsonScanner.SkipWhiteSpace(_json, end) + 1);
    }

    private readonly int SkipComma(int position)
    {
        position = JsonScanner.SkipWhiteSpace(_json, position);
        return _json[position] == ',' ? JsonScanner.SkipWhiteSpace(_json, position + 1) : position;
    }
}
