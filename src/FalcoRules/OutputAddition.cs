namespace FalcoRules;

/// <summary>An entry of <c>append_output</c> in falco.yaml. If several filters are given, all must match; without filters it applies to every rule.</summary>
public sealed record OutputAddition
{
    /// <summary>Only rules of this source; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Only rules with all of these tags; empty for all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only the rule of this name; null for all.</summary>
    public string? Rule { get; init; }

    /// <summary>Text that is appended to the rule's output after a space; empty for none.</summary>
    public string ExtraOutput { get; init; } = "";

    /// <summary>Fields that are added to the JSON output only.</summary>
    public IReadOnlyList<ExtraField> ExtraFields { get; init; } = [];

    /// <summary>Whether the fields that plugins suggest are added too; false by default.</summary>
    public bool SuggestedOutput { get; init; }
}
