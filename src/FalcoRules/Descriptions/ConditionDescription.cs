using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>What a condition is made of. Names are sorted, each once.</summary>
public sealed record ConditionDescription
{
    /// <summary>As it is written, with what was appended; of a rule, without exceptions.</summary>
    public required string Text { get; init; }

    /// <summary>Macros and lists resolved; of a rule, exceptions included. Empty where it cannot be used.</summary>
    public required string Compiled { get; init; }

    /// <summary>The macros that the text names.</summary>
    public required ImmutableArray<string> Macros { get; init; }

    /// <summary>The lists that the text names.</summary>
    public required ImmutableArray<string> Lists { get; init; }

    /// <summary>The operators of the resolved condition.</summary>
    public required ImmutableArray<string> Operators { get; init; }

    /// <summary>The fields of the resolved condition, with their arguments.</summary>
    public required ImmutableArray<string> Fields { get; init; }
}
