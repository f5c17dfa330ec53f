using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Detection;

/// <summary>What all event sources share. It does not change; a reload makes another one.</summary>
internal sealed record DetectionContext
{
    public required FalcoConfiguration Configuration { get; init; }

    public required Ruleset Ruleset { get; init; }

    public required AlertOutputs Outputs { get; init; }

    public required Statistics Statistics { get; init; }

    public required ProgressLine Progress { get; init; }

    public required Log Log { get; init; }

    public required TimeProvider Time { get; init; }

    public required string Hostname { get; init; }

    /// <summary>The rules files that the ruleset was made of.</summary>
    public IReadOnlyList<LoadedFile> RulesFiles { get; init; } = [];

    /// <summary>The files that the configuration was made of.</summary>
    public IReadOnlyList<LoadedFile> ConfigurationFiles { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset Since { get; init; }

    public RuleMatching Matching => Configuration.RuleMatching;

    /// <summary>A format for one thread.</summary>
    public IAlertFormat CreateFormat() => Configuration.JsonOutput ? new JsonAlertFormat(Configuration.JsonContent, Configuration.Iso8601) : new TextAlertFormat(Configuration.Iso8601);
}
