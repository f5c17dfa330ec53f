using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>
/// The definitions of rules files and their compiled form, as Falco's <c>-L</c> prints them with <c>json_output</c> (falco_engine.cpp, describe_rule).
/// </summary>
public sealed record RulesDescription
{
    /// <summary>The newest engine version that a file requires; 0.0.0 if none does.</summary>
    public required Version RequiredEngineVersion { get; init; }

    /// <summary>The required plugins, each followed by its alternatives.</summary>
    public required ImmutableArray<ImmutableArray<PluginVersion>> RequiredPlugins { get; init; }

    /// <summary>The rules, without those that were skipped.</summary>
    public required ImmutableArray<RuleDescription> Rules { get; init; }

    /// <summary>The macros.</summary>
    public required ImmutableArray<MacroDescription> Macros { get; init; }

    /// <summary>The lists.</summary>
    public required ImmutableArray<ListDescription> Lists { get; init; }
}
