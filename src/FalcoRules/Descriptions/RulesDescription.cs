using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>What rules files define, and what became of it: what Falco's <c>-L</c> tells with <c>json_output</c> (falco_engine.cpp, describe_rule).</summary>
public sealed record RulesDescription
{
    /// <summary>The newest engine that a file asks for; 0.0.0 where none does.</summary>
    public required Version RequiredEngineVersion { get; init; }

    /// <summary>The plugins that must be loaded, each with its alternatives behind it.</summary>
    public required ImmutableArray<ImmutableArray<PluginVersion>> RequiredPlugins { get; init; }

    /// <summary>The rules, without those that were skipped.</summary>
    public required ImmutableArray<RuleDescription> Rules { get; init; }

    /// <summary>The macros.</summary>
    public required ImmutableArray<MacroDescription> Macros { get; init; }

    /// <summary>The lists.</summary>
    public required ImmutableArray<ListDescription> Lists { get; init; }
}
