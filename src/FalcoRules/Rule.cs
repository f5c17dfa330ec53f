using System.Collections.Immutable;
using FalcoRules.Formatting;

namespace FalcoRules;

/// <summary>One rule, compiled.</summary>
public sealed record Rule
{
    /// <summary>Its position among all rules, in the order in which they were loaded.</summary>
    public required int Index { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it sees and why that matters.</summary>
    public required string Description { get; init; }

    /// <summary>The event source whose events it looks at.</summary>
    public required string Source { get; init; }

    /// <summary>How serious its alerts are.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Its tags, sorted and each once.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>Whether it takes part.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The condition as text, macros and lists resolved, exceptions included.</summary>
    public required string Condition { get; init; }

    /// <summary>The output template, additions included.</summary>
    public required OutputTemplate Output { get; init; }
}
