using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>Describes a rule: its definition and the compiled rule.</summary>
public sealed record RuleDescription
{
    /// <summary>The compiled rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Its condition.</summary>
    public required ConditionDescription Condition { get; init; }

    /// <summary>Its output as written, including appended text, without the additions of falco.yaml.</summary>
    public required string Output { get; init; }

    /// <summary>Whether its definition enables it; falco.yaml may change that, see <see cref="Rule.Enabled"/>.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether Falco captures system calls after an alert.</summary>
    public required bool Capture { get; init; }

    /// <summary>The duration of the capture in milliseconds; 0 for the duration in Falco's configuration.</summary>
    public required uint CaptureDuration { get; init; }

    /// <summary>The fields that falco.yaml adds to <c>output_fields</c>, sorted by name.</summary>
    public required ImmutableArray<ExtraField> ExtraFields { get; init; }

    /// <summary>The names of its exceptions, sorted and unique.</summary>
    public required ImmutableArray<string> ExceptionNames { get; init; }

    /// <summary>The comparisons of its exceptions, sorted and unique.</summary>
    public required ImmutableArray<string> ExceptionOperators { get; init; }

    /// <summary>The fields of its exceptions that have values, as written, sorted and unique.</summary>
    public required ImmutableArray<string> ExceptionFields { get; init; }
}
