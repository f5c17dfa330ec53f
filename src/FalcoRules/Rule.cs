using System.Collections.Immutable;
using FalcoRules.Formatting;

namespace FalcoRules;

/// <summary>A compiled rule.</summary>
public sealed record Rule
{
    /// <summary>Its position among all rules, in the order in which they were loaded.</summary>
    public required int Index { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its description.</summary>
    public required string Description { get; init; }

    /// <summary>Its event source.</summary>
    public required string Source { get; init; }

    /// <summary>The priority of its alerts.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Its tags, sorted and unique.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Whether it is enabled.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The condition as text, with macros and lists resolved, including exceptions.</summary>
    public required string Condition { get; init; }

    /// <summary>The output template, including additions.</summary>
    public required OutputTemplate Output { get; init; }
}
