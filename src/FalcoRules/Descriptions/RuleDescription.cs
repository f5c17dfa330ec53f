using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>A rule as the files define it, and as it is used.</summary>
public sealed record RuleDescription
{
    /// <summary>The rule as it is used.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Its condition.</summary>
    public required ConditionDescription Condition { get; init; }

    /// <summary>Its output as it is written, with what was appended, without what falco.yaml adds.</summary>
    public required string Output { get; init; }

    /// <summary>Whether it says that it takes part; falco.yaml may say otherwise, and then <see cref="Rule.Enabled"/> does.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether Falco records what follows an alert.</summary>
    public required bool Capture { get; init; }

    /// <summary>For how many milliseconds it does so; 0 for as long as its configuration says.</summary>
    public required uint CaptureDuration { get; init; }

    /// <summary>What falco.yaml adds to <c>output_fields</c>, sorted by name.</summary>
    public required ImmutableArray<ExtraField> ExtraFields { get; init; }

    /// <summary>The names of its exceptions, sorted, each once.</summary>
    public required ImmutableArray<string> ExceptionNames { get; init; }

    /// <summary>The comparisons of its exceptions, sorted, each once.</summary>
    public required ImmutableArray<string> ExceptionOperators { get; init; }

    /// <summary>The fields of those of its exceptions that have values, as they are written, sorted, each once.</summary>
    public required ImmutableArray<string> ExceptionFields { get; init; }
}
