using FalcoRules.Fields;

namespace FalcoRules;

/// <summary>The sources, plugins and settings with which rules are loaded.</summary>
public sealed record RulesEnvironment
{
    /// <summary>The loaded event sources.</summary>
    public required IReadOnlyList<EventSource> Sources { get; init; }

    /// <summary>The loaded plugins; empty by default.</summary>
    public IReadOnlyList<PluginVersion> Plugins { get; init; } = [];

    /// <summary>The engine version for <c>required_engine_version</c>: that of Falco 0.44.</summary>
    public Version EngineVersion { get; init; } = new(0, 62, 0);

    /// <summary>Rules less serious than this are disabled (<c>priority</c> in falco.yaml); Debug, so none, by default.</summary>
    public Priority MinimumPriority { get; init; } = Priority.Debug;

    /// <summary>The additions of falco.yaml and the command line to outputs (<c>append_output</c>); nothing by default.</summary>
    public IReadOnlyList<OutputAddition> OutputAdditions { get; init; } = [];

    /// <summary>Switches rules on and off by name, wildcard or tag, in order (<c>rules</c> in falco.yaml); nothing by default.</summary>
    public IReadOnlyList<RuleSelection> Selections { get; init; } = [];
}
