using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Engine;

/// <summary>The configuration, the rules and the outputs that events are evaluated with. Immutable: a reload makes another snapshot.</summary>
internal sealed record EngineSnapshot
{
    public required FalcoConfiguration Configuration { get; init; }

    public required Ruleset Ruleset { get; init; }

    public required AlertOutputs Outputs { get; init; }

    /// <summary>The rules files that the ruleset was compiled from.</summary>
    public IReadOnlyList<LoadedFile> RulesFiles { get; init; } = [];

    /// <summary>The files that the configuration was read from.</summary>
    public IReadOnlyList<LoadedFile> ConfigurationFiles { get; init; } = [];

    /// <summary>When the snapshot was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>An alert format for one thread.</summary>
    public IAlertFormat CreateFormat() => Configuration.JsonOutput
        ? new JsonAlertFormat(Configuration.JsonContent, Configuration.Iso8601)
        : new TextAlertFormat(Configuration.Iso8601);
}
