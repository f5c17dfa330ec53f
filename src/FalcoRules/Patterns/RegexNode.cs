using System.Collections.Immutable;

namespace FalcoRules.Patterns;

/// <summary>A part of a regular expression.</summary>
internal abstract record RegexNode
{
    private RegexNode()
    {
    }

    /// <summary>Matches the empty string.</summary>
    public static RegexNode Empty { get; } = new Sequence([]);

    /// <summary>One character of a set.</summary>
    public sealed record Characters(CodePointSet Set) : RegexNode;

    /// <summary><c>^</c>: the start of the text or of a line.</summary>
    public sealed record LineStart : RegexNode;

    /// <summary><c>$</c>: the end of the text or of a line.</summary>
    public sealed record LineEnd : RegexNode;

    /// <summary>One part after the other.</summary>
    public sealed record Sequence(ImmutableArray<RegexNode> Items) : RegexNode;

    /// <summary>One of at least two parts.</summary>
    public sealed record Alternatives(ImmutableArray<RegexNode> Items) : RegexNode;

    /// <summary>A part several times in a row; <paramref name="Max"/> is at least 1, null is no limit.</summary>
    public sealed record Repetition(RegexNode Item, int Min, int? Max) : RegexNode;

    /// <summary>The node for the parts in a row.</summary>
    public static RegexNode Join(IReadOnlyList<RegexNode> items) => items is [var only] ? only : new Sequence([.. items]);

    /// <summary>The node for the alternatives; those of one character become one set.</summary>
    public static RegexNode Choose(IReadOnlyList<RegexNode> items)
    {
        if (items is [var only])
        {
            return only;
        }

        var characters = items.OfType<Characters>().ToList();
        if (characters.Count < 2)
        {
            return new Alternatives([.. items]);
        }

        var set = new Characters(CodePointSet.Of(characters.SelectMany(item => item.Set.Ranges)));
        return characters.Count == items.Count ? set : new Alternatives([set, .. items.Where(item => item is not Characters)]);
    }

    /// <summary>The node repeated; a repetition of a repetition becomes one where their counts allow it.</summary>
    public RegexNode Repeat(int min, int? max) => this switch
    {
        _ when max == 0 => Empty,
        _ when (min, max) == (1, 1) => this,
        Repetition inner when min <= 1 && max is null or 1 && inner is { Min: <= 1, Max: null or 1 } =>
            inner with { Min = min * inner.Min, Max = max is null || inner.Max is null ? null : 1 },
        _ => new Repetition(this, min, max),
    };

    /// <summary>
    /// The node for a whole text. <c>^</c> at its start and <c>$</c> at its end are always true and are removed, so that only expressions with
    /// anchors elsewhere pay for them.
    /// </summary>
    public RegexNode WithoutOuterAnchors() => TrimStart().TrimEnd();

    private RegexNode TrimStart() => this switch
    {
        LineStart => Empty,
        Sequence sequence when sequence.Items.SkipWhile(item => item is LineStart)
            .ToList() is { Count: > 0 } rest => Join([rest[0].TrimStart(), .. rest.Skip(1)]),
        Sequence => Empty,
        Alternatives alternatives => Choose([.. alternatives.Items.Select(item => item.TrimStart())]),
        _ => this,
    };

    private RegexNode TrimEnd() => this switch
    {
        LineEnd => Empty,
        Sequence sequence when sequence.Items.Reverse().SkipWhile(item => item is LineEnd).Reverse().ToList() is { Count: > 0 } rest =>
            Join([.. rest.SkipLast(1), rest[^1].TrimEnd()]),
        Sequence => Empty,
        Alternatives alternatives => Choose([.. alternatives.Items.Select(item => item.TrimEnd())]),
        _ => this,
    };
}
