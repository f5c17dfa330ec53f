namespace FalcoRules.Patterns;

/// <summary>
/// The positions of a regular expression after Glushkov: each character with its repetitions written out is a position, and a text is matched by moving
/// from position to position. Which positions follow which is kept as few rules over sets of positions: a position is followed by the next one (a shift), and a
/// set of positions is followed by a set of positions.
/// </summary>
internal sealed class RegexPositions
{
    /// <summary>Positions that no character matches have these instead of the number of a set.</summary>
    public const int Start = -1, End = -2, LineStart = -3, LineEnd = -4;

    private readonly Dictionary<CodePointSet, int> _setNumbers = [];
    private readonly List<int> _positions = [];
    private readonly List<CodePointSet> _sets = [];
    private readonly List<FollowRule> _rules = [];
    private readonly List<ulong> _shifts = [];
    private int _ruleWords;

    private RegexPositions()
    {
    }

    /// <summary>The set of characters of each position, by its number, or what the position is instead.</summary>
    public IReadOnlyList<int> Positions => _positions;

    /// <summary>The different sets of characters.</summary>
    public IReadOnlyList<CodePointSet> Sets => _sets;

    /// <summary>Which sets of positions follow which.</summary>
    public IReadOnlyList<FollowRule> Rules => _rules;

    /// <summary>The positions that the next one follows.</summary>
    public ulong[] Shifts => [.. _shifts];

    /// <summary>The words of all rules together.</summary>
    public int RuleWords => _ruleWords;

    /// <summary>Finds the positions of an expression.</summary>
    /// <exception cref="RegexSyntaxException">The expression is too large.</exception>
    public static RegexPositions Of(RegexNode node)
    {
        var positions = new RegexPositions();
        var start = positions.AddPosition(Start);
        var fragment = positions.Add(node);
        var end = positions.AddPosition(End);
        positions.Concatenate(positions.Concatenate(start, fragment), end);
        return positions;
    }

    private Fragment Add(RegexNode node) => node switch
    {
        RegexNode.Characters characters => AddPosition(NumberOf(characters.Set)),
        RegexNode.LineStart => AddPosition(LineStart),
        RegexNode.LineEnd => AddPosition(LineEnd),
        RegexNode.Sequence sequence => AddSequence(sequence.Items.AsSpan()),
        RegexNode.Alternatives alternatives => AddAlternatives(alternatives.Items.AsSpan()),
        RegexNode.Repetition repetition => AddRepetition(repetition),
        _ => throw new ArgumentException($"{node.GetType()} is not known", nameof(node)),
    };

    private int NumberOf(CodePointSet set)
    {
        if (!_setNumbers.TryGetValue(set, out var number))
        {
            number = _sets.Count;
            _setNumbers.Add(set, number);
            _sets.Add(set);
        }

        return number;
    }

    private Fragment AddPosition(int kind)
    {
        if (_positions.Count > RegexLimits.MaxCharacters)
        {
            throw new RegexSyntaxException($"it has more than {RegexLimits.MaxCharacters} characters once its repetitions are written out");
        }

        if (_positions.Count % 64 == 0)
        {
            _shifts.Add(0);
        }

        var mask = WordMask.Of(_positions.Count);
        _positions.Add(kind);
        return new Fragment(mask, mask, IsOptional: false, IsLoop: false);
    }

    // In halves, so that a long sequence of optional parts has few and small rules.
    private Fragment AddSequence(ReadOnlySpan<RegexNode> items) => items switch
    {
        [] => new Fragment(WordMask.Empty, WordMask.Empty, IsOptional: true, IsLoop: false),
        [var only] => Add(only),
        _ => Concatenate(AddSequence(items[..(items.Length / 2)]), AddSequence(items[(items.Length / 2)..])),
    };

    private Fragment Concatenate(Fragment left, Fragment right)
    {
        Connect(left.Last, right.First);
        return new Fragment(
            left.IsOptional ? left.First.Union(right.First) : left.First,
            right.IsOptional ? right.Last.Union(left.Last) : right.Last,
            left.IsOptional && right.IsOptional,
            IsLoop: false);
    }

    private Fragment AddAlternatives(ReadOnlySpan<RegexNode> items)
    {
        if (items is [var only])
        {
            return Add(only);
        }

        var left = AddAlternatives(items[..(items.Length / 2)]);
        var right = AddAlternatives(items[(items.Length / 2)..]);
        return new Fragment(left.First.Union(right.First), left.Last.Union(right.Last), left.IsOptional || right.IsOptional, IsLoop: false);
    }

    // A chain of copies that ends at each of them from the least count on. Optional copies can all be left out: (a?){2,3} is a{0,3}.
    private Fragment AddRepetition(RegexNode.Repetition repetition)
    {
        var copy = Add(repetition.Item);
        var min = copy.IsOptional ? 0 : repetition.Min;
        var copies = repetition.Max ?? Math.Max(min, 1);
        var (first, last) = (copy.First, min <= 1 || copies == 1 ? copy.Last : WordMask.Empty);
        for (var i = 2; i <= copies; i++)
        {
            var next = Add(repetition.Item);
            Connect(copy.Last, next.First);
            last = i < min ? last : i == min || repetition.Max is null ? next.Last : last.Union(next.Last);
            copy = next;
        }

        if (repetition.Max is null && !copy.IsLoop)
        {
            Connect(copy.Last, copy.First);
        }

        return new Fragment(first, last, min == 0, IsLoop: repetition.Max is null && copies == 1);
    }

    private void Connect(WordMask source, WordMask target)
    {
        if (source.IsEmpty || target.IsEmpty)
        {
            return;
        }

        if (source.Single is { } position && target.Single == position + 1)
        {
            _shifts[position / 64] |= 1ul << position;
            return;
        }

        _ruleWords += source.Words.Length + target.Words.Length;
        _rules.Add(new FollowRule(source, target));
        if (_ruleWords + _rules.Count + _shifts.Count > RegexLimits.MaxStepsPerCharacter)
        {
            throw new RegexSyntaxException(
                $"a character of a text could cost more than {RegexLimits.MaxStepsPerCharacter} steps; use fewer alternatives and optional parts");
        }
    }

    /// <summary>The positions where a part begins and ends.</summary>
    /// <param name="First">The positions that its first character can be at.</param>
    /// <param name="Last">The positions that its last character can be at.</param>
    /// <param name="IsOptional">Whether it matches the empty string.</param>
    /// <param name="IsLoop">Whether each first position follows each last one.</param>
    private readonly record struct Fragment(WordMask First, WordMask Last, bool IsOptional, bool IsLoop);
}

/// <summary>Each position of the target can follow each position of the source.</summary>
internal readonly record struct FollowRule(WordMask Source, WordMask Target);
