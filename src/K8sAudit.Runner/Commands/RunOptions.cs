using System.Collections.Immutable;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Commands;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    /// <summary><c>-c</c>; null for the built-in defaults.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary><c>-r</c></summary>
    public IReadOnlyList<string> RulesFiles { get; init; } = [];

    /// <summary><c>-o</c></summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary><c>-V</c>; null where it is not there, empty for the configured rules.</summary>
    public IReadOnlyList<string>? ValidateFiles { get; init; }

    /// <summary><c>--werror</c></summary>
    public ImmutableHashSet<string> ErrorCodes { get; init; } = [];

    /// <summary><c>--ignore</c></summary>
    public ImmutableHashSet<string> IgnoredCodes { get; init; } = [];

    /// <summary><c>--rule-schema</c>, <c>--config-schema</c>: the schema that is written; null for none.</summary>
    public string? Schema { get; init; }

    /// <summary><c>--check</c></summary>
    public bool CheckFormat { get; init; }

    /// <summary><c>--diff</c></summary>
    public bool ShowDifference { get; init; }

    /// <summary><c>-L</c></summary>
    public bool DescribeAllRules { get; init; }

    /// <summary><c>-l</c></summary>
    public string? DescribeRule { get; init; }

    /// <summary>Whether rules are described, all or one.</summary>
    public bool DescribesRules => DescribeAllRules || DescribeRule is not null;

    /// <summary><c>-M</c>; null for no limit.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary><c>--threads</c>; null for the configured number.</summary>
    public int? Threads { get; init; }

    /// <summary><c>-v</c></summary>
    public bool Verbose { get; init; }

    /// <summary><c>-N</c></summary>
    public bool NamesOnly { get; init; }

    /// <summary><c>--list</c>; null where it is not there, empty for all sources.</summary>
    public string? ListFields { get; init; }

    /// <summary><c>--format</c>, <c>--markdown</c></summary>
    public ListFormat ListFormat { get; init; }

    /// <summary><c>-P</c>; null for none.</summary>
    public string? PidFile { get; init; }

    /// <summary><c>--support</c></summary>
    public bool Support { get; init; }

    /// <summary><c>--list-plugins</c></summary>
    public bool ListPlugins { get; init; }

    /// <summary><c>--plugin-info</c></summary>
    public string? PluginInfo { get; init; }

    /// <summary><c>--version</c></summary>
    public bool Version { get; init; }

    /// <summary><c>--dry-run</c></summary>
    public bool DryRun { get; init; }

    /// <summary><c>--enable-source</c></summary>
    public IReadOnlyList<string> EnabledSources { get; init; } = [];

    /// <summary><c>--disable-source</c></summary>
    public IReadOnlyList<string> DisabledSources { get; init; } = [];

    /// <summary><c>-p</c>; null for none.</summary>
    public string? ExtraOutput { get; init; }

    /// <summary>The name of the command; null for a run or a command that is an option.</summary>
    public string? Subcommand { get; init; }

    /// <summary>The arguments of the command.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary><c>--audit-id</c>; none for all events.</summary>
    public IReadOnlyList<string> AuditIds { get; init; } = [];

    /// <summary><c>--verbose</c></summary>
    public bool ShowAll { get; init; }

    /// <summary><c>--coverage</c></summary>
    public bool Coverage { get; init; }

    /// <summary><c>--filter</c>; empty for all tests.</summary>
    public string TestFilter { get; init; } = "";

    /// <summary><c>--output</c></summary>
    public ReportFormat ReportFormat { get; init; }

    /// <summary><c>--output</c> of a run</summary>
    public AlertView AlertView { get; init; }

    /// <summary><c>--color</c></summary>
    public ColorMode Color { get; init; }

    /// <summary><c>--summary</c></summary>
    public SummaryFormat SummaryFormat { get; init; }

    /// <summary><c>--sort</c></summary>
    public bool Sort { get; init; }

    /// <summary><c>--healthz</c></summary>
    public bool AsksForHealth { get; init; }

    /// <summary><c>--send-test</c></summary>
    public bool SendsTestAlert { get; init; }

    /// <summary><c>--audit-policy</c>; null for none.</summary>
    public string? AuditPolicy { get; init; }

    /// <summary><c>--webhook-config</c>; null for none.</summary>
    public string? WebhookConfig { get; init; }

    /// <summary><c>--kubeconfig</c>; null for none.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>The bare arguments, one a line: what the first source plugin opens; null for none.</summary>
    public string? OpenParameters { get; init; }
}
