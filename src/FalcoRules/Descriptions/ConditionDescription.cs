using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>The parts of a condition. Names are sorted and unique.</summary>
public sealed record ConditionDescription
{
    /// <summary>The condition as written, including appended text; for a rule, without exceptions.</summary>
    public required string Text { get; init; }

    /// <summary>The condition with macros and lists resolved; for a rule, including exceptions. Empty if it has an error.</summary>
    public required string Compiled { get; init; }

    /// <summary>The macros named in the text.</summary>
    public required ImmutableArray<string> Macros { get; init; }

    /// <summary>The lists named in the text.</summary>
    public required ImmutableArray<string> Lists { get; init; }

    /// <summary>The operators of the resolved condition.</summary>
    public required ImmutableArray<string> Operators { get; init; }

    /// <summary>The fields of the resolved condition, with their arguments.</summary>
    public required ImmutableArray<string> Fields { get; init; }
}
