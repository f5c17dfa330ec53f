namespace FalcoRules.Patterns;

/// <summary>
/// A regular expression as tables. A state of a match is the set of positions that the text so far can end at; a step over a character costs as many operations
/// as the tables have rows and words, whatever the text is.
/// </summary>
internal sealed class RegexProgram
{
    private readonly FollowRule[] _rules;
    private readonly ulong[] _shifts;
    private readonly WordMask[] _members;
    private readonly WordMask _lineStarts;
    private readonly WordMask _lineEnds;
    private readonly int _end;
    private readonly int _lineEndClass = -1;

    private RegexProgram(RegexPositions positions)
    {
        (_rules, _shifts, _end) = ([.. positions.Rules], positions.Shifts, positions.Positions.Count - 1);
        _lineStarts = MaskOf(positions, RegexPositions.LineStart);
        _lineEnds = MaskOf(positions, RegexPositions.LineEnd);
        var sets = HasAnchors ? positions.Sets.Append(CodePointSet.Of('\n')) : positions.Sets;
        Classes = CharacterClasses.Of(sets);
        _lineEndClass = HasAnchors ? Classes.Find('\n') : -1;
        _members = FindMembers(positions, Classes);
        StepsPerCharacter = (WordCount + _rules.Length + positions.RuleWords) * (1
            + positions.Positions.Count(kind => kind is RegexPositions.LineStart or RegexPositions.LineEnd));
        Bytes = Classes.Bytes
            + ((WordCount + positions.RuleWords + _members.Sum(mask => mask.Words.Length)) * sizeof(ulong))
            + ((_rules.Length + _members.Length) * 64);
    }

    /// <summary>The classes of characters.</summary>
    public CharacterClasses Classes { get; }

    /// <summary>The 64-bit words of a set of positions.</summary>
    public int WordCount => _shifts.Length;

    /// <summary>The operations that a step over one character takes at most.</summary>
    public int StepsPerCharacter { get; }

    /// <summary>The bytes of the tables.</summary>
    public int Bytes { get; }

    private bool HasAnchors => !_lineStarts.IsEmpty || !_lineEnds.IsEmpty;

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid, or exceeds <see cref="RegexLimits"/>.</exception>
    public static RegexProgram Compile(string pattern)
    {
        var program = new RegexProgram(RegexPositions.Of(PosixRegex.Parse(pattern).WithoutOuterAnchors()));
        if (program.StepsPerCharacter > RegexLimits.MaxStepsPerCharacter)
        {
            throw new RegexSyntaxException(
                $"a character of a text could cost {program.StepsPerCharacter} steps, {RegexLimits.MaxStepsPerCharacter} are allowed; use fewer '^' and '$'");
        }

        return program;
    }

    /// <summary>The state before the first character.</summary>
    public static WordMask StartState { get; } = WordMask.Of(0);

    /// <summary>Moves a state over a character.</summary>
    /// <param name="state">The state.</param>
    /// <param name="atLineStart">Whether a line starts before the character.</param>
    /// <param name="character">The character's class.</param>
    /// <param name="next">The next state; it is overwritten.</param>
    /// <param name="scratch">A buffer of three times as many words.</param>
    public void Step(ReadOnlySpan<ulong> state, bool atLineStart, int character, Span<ulong> next, Span<ulong> scratch)
    {
        Follow(state, atLineStart, character == _lineEndClass, next, scratch);
        var members = _members[character];
        next[..Math.Min(members.Start, next.Length)].Clear();
        next[members.End..].Clear();
        for (var i = 0; i < members.Words.Length; i++)
        {
            next[members.Start + i] &= members.Words[i];
        }
    }

    /// <summary>Whether the text may end in a state.</summary>
    public bool IsMatch(ReadOnlySpan<ulong> state, bool atLineStart, Span<ulong> next, Span<ulong> scratch)
    {
        Follow(state, atLineStart, atLineEnd: true, next, scratch);
        return (next[_end / 64] >> _end & 1) != 0;
    }

    /// <summary>Whether a line starts behind a character and the expression distinguishes that.</summary>
    public bool IsLineStartAfter(int character) => character == _lineEndClass;

    private void Follow(ReadOnlySpan<ulong> state, bool atLineStart, bool atLineEnd, Span<ulong> next, Span<ulong> scratch)
    {
        Follow(state, next);
        if (!HasAnchors)
        {
            return;
        }

        var active = scratch[..WordCount];
        var reached = scratch.Slice(WordCount, WordCount);
        var done = scratch.Slice(2 * WordCount, WordCount);
        done.Clear();

        // What follows an anchor that holds here can be another anchor. Each anchor is passed once.
        while (TakeAnchors(atLineStart, atLineEnd, next, active, done))
        {
            Follow(active, reached);
            for (var i = 0; i < next.Length; i++)
            {
                next[i] |= reached[i];
            }
        }
    }

    private bool TakeAnchors(bool atLineStart, bool atLineEnd, ReadOnlySpan<ulong> next, Span<ulong> active, Span<ulong> done)
    {
        active.Clear();
        if (atLineStart)
        {
            Add(_lineStarts, active);
        }

        if (atLineEnd)
        {
            Add(_lineEnds, active);
        }

        var any = 0ul;
        for (var i = 0; i < active.Length; i++)
        {
            active[i] &= next[i] & ~done[i];
            done[i] |= active[i];
            any |= active[i];
        }

        return any != 0;
    }

    private void Follow(ReadOnlySpan<ulong> state, Span<ulong> next)
    {
        var carry = 0ul;
        for (var i = 0; i < _shifts.Length; i++)
        {
            var shifted = state[i] & _shifts[i];
            next[i] = (shifted << 1) | carry;
            carry = shifted >> 63;
        }

        foreach (ref readonly var rule in _rules.AsSpan())
        {
            if (Intersects(state, rule.Source))
            {
                Add(rule.Target, next);
            }
        }
    }

    private static WordMask MaskOf(RegexPositions positions, int kind)
    {
        var words = new ulong[(positions.Positions.Count + 63) / 64];
        foreach (var (position, _) in positions.Positions.Index().Where(pair => pair.Item == kind))
        {
            words[position / 64] |= 1ul << position;
        }

        return WordMask.Of(words);
    }

    // For each class of characters the positions that take it.
    private static WordMask[] FindMembers(RegexPositions positions, CharacterClasses classes)
    {
        var masks = MasksOf(positions);
        var members = positions.Sets.Select(classes.FindAll).ToArray();
        var (starts, ends) = (new int[classes.Count], new int[classes.Count]);
        Array.Fill(starts, int.MaxValue);
        foreach (var (set, character) in members.Index().SelectMany(pair => pair.Item.Select(character => (pair.Index, character))))
        {
            starts[character] = Math.Min(starts[character], masks[set].Start);
            ends[character] = Math.Max(ends[character], masks[set].End);
        }

        var size = Enumerable.Range(0, classes.Count).Sum(character => (long)Math.Max(0, ends[character] - starts[character]));
        if (size * sizeof(ulong) > RegexLimits.MaxTableBytes)
        {
            throw new RegexSyntaxException($"its tables need {size * sizeof(ulong)} bytes, {RegexLimits.MaxTableBytes} are allowed; use fewer characters or fewer different sets of characters");
        }

        var result = starts.Index()
            .Select(pair => ends[pair.Index] == 0 ? WordMask.Empty : new WordMask(pair.Item, new ulong[ends[pair.Index] - pair.Item]))
            .ToArray();
        foreach (var (set, character) in members.Index().SelectMany(pair => pair.Item.Select(character => (pair.Index, character))))
        {
            Add(masks[set], result[character].Words, result[character].Start);
        }

        return result;
    }

    private static WordMask[] MasksOf(RegexPositions positions)
    {
        var (starts, ends) = (new int[positions.Sets.Count], new int[positions.Sets.Count]);
        Array.Fill(starts, -1);
        foreach (var (position, set) in positions.Positions.Index().Where(pair => pair.Item >= 0))
        {
            starts[set] = starts[set] < 0 ? position / 64 : starts[set];
            ends[set] = (position / 64) + 1;
        }

        var masks = starts.Index().Select(pair => new WordMask(pair.Item, new ulong[ends[pair.Index] - pair.Item])).ToArray();
        foreach (var (position, set) in positions.Positions.Index().Where(pair => pair.Item >= 0))
        {
            masks[set].Words[(position / 64) - starts[set]] |= 1ul << position;
        }

        return masks;
    }

    private static bool Intersects(ReadOnlySpan<ulong> state, WordMask mask)
    {
        for (var i = 0; i < mask.Words.Length; i++)
        {
            if ((state[mask.Start + i] & mask.Words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(WordMask mask, Span<ulong> words, int first = 0)
    {
        for (var i = 0; i < mask.Words.Length; i++)
        {
            words[mask.Start - first + i] |= mask.Words[i];
        }
    }
}
