using System.Collections.Immutable;
using FalcoRules;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Configuration;

/// <summary>What falco.yaml and the command line say, read and checked. The values of a new record are the defaults.</summary>
internal sealed partial record FalcoConfiguration
{
    /// <summary>The maximum that can be configured: each thread has plugins and a batch of events of its own.</summary>
    public const int ThreadLimit = 64;

    // One thread at a time reads, and reading takes a third of the time of the default rules.
    private const int UsefulThreads = 8;

    /// <summary>The files that it was read from, in order; empty for the built-in defaults.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The files and directories that it is read from, including those of config_files that do not exist.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];

    /// <summary>The text of each of those files.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>The whole configuration as it is written, with files merged and values of the command line set.</summary>
    public ConfigurationMapping Merged { get; init; } = new("");

    /// <summary>The maximum number of threads that evaluate a finite source; 0, the default, for <see cref="MaxThreads"/> by the number of cores.</summary>
    public int Threads { get; init; }

    /// <summary>The maximum number of threads that evaluate a finite source: as configured, or as many as there are cores, at most 8.</summary>
    public int MaxThreads => Threads > 0 ? Threads : Math.Min(Environment.ProcessorCount, UsefulThreads);

    /// <summary>The entries of config_files; none by default.</summary>
    public IReadOnlyList<IncludedFile> IncludedFiles { get; init; } = [];

    /// <summary>The plugins to load, in order.</summary>
    public IReadOnlyList<PluginConfiguration> Plugins { get; init; } = [];

    /// <summary>The names of the plugins to load; null, the default, for all.</summary>
    public IReadOnlyList<string>? LoadPlugins { get; init; }

    /// <summary>Rules files and directories; null, the default, for the default rules.</summary>
    public IReadOnlyList<string>? RulesFiles { get; init; }

    /// <summary>Rules to enable and disable, in order; none by default.</summary>
    public IReadOnlyList<RuleSelection> RuleSelections { get; init; } = [];

    /// <summary>What is appended to outputs; nothing by default.</summary>
    public IReadOnlyList<OutputAddition> OutputAdditions { get; init; } = [];

    /// <summary>Rules with a lower priority are not loaded; Debug by default.</summary>
    public Priority MinimumPriority { get; init; } = Priority.Debug;

    /// <summary>How many rules one event may trigger; the first by default.</summary>
    public RuleMatching RuleMatching { get; init; } = RuleMatching.First;

    /// <summary>Whether alerts are JSON; false by default.</summary>
    public bool JsonOutput { get; init; }

    /// <summary>What JSON alerts include.</summary>
    public JsonContent JsonContent { get; init; } = new();

    /// <summary>Whether times are in ISO 8601; false by default.</summary>
    public bool Iso8601 { get; init; }

    /// <summary>How many alerts may wait for an output; 0, the default, is no limit.</summary>
    public int QueueCapacity { get; init; }

    /// <summary>How long an output may make no progress; 2 s by default.</summary>
    public TimeSpan OutputTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The outputs that are enabled, in the order of the key table. The reader enables standard output where none is.</summary>
    public ImmutableArray<OutputConfiguration> Outputs { get; init; } = [];

    /// <summary>The web server for health and metrics; null, the default, for none.</summary>
    public WebServerConfiguration? WebServer { get; init; }

    /// <summary>Metrics; null, the default, for none.</summary>
    public MetricsConfiguration? Metrics { get; init; }

    /// <summary>The files and directories of certificates and keys that outputs and the web server read.</summary>
    public IEnumerable<string> CertificateFiles =>
        [.. Outputs.SelectMany(output => output.CertificateFiles), .. WebServer?.Certificate is { } file ? new[] { file } : []];

    /// <summary>Whether changed configuration, rules and certificate files are loaded while the program runs; true by default.</summary>
    public bool WatchFiles { get; init; } = true;

    /// <summary>Fields <c>static.name</c> that every event has with the same value, by name; none by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> StaticFields { get; init; } = [];

    /// <summary>Whether log messages are sent to the local syslog; false by default.</summary>
    public bool LogToSyslog { get; init; }

    /// <summary>Log messages of a lower severity are not written; Info by default.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    /// <summary>Whether log messages are written to standard error; true by default.</summary>
    public bool LogToStandardError { get; init; } = true;

    /// <summary>The block of an output; one with the defaults where it is not enabled.</summary>
    public TOutput Output<TOutput>() where TOutput : OutputConfiguration, new() => Outputs.OfType<TOutput>().FirstOrDefault() ?? new TOutput();

    private FalcoConfiguration With<TOutput>(TOutput output)
        where TOutput : OutputConfiguration =>
            this with { Outputs = [.. Outputs.Where(other => other is not TOutput), .. output.Enabled ? new[] { output } : []] };
}
