using FalcoRules;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Configuration;

/// <summary>What falco.yaml and the command line ask for, read and checked.</summary>
internal sealed record FalcoConfiguration
{
    /// <summary>The files that it came from, in order; empty for the built-in defaults.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The files and directories that it comes from, those of config_files that do not exist included.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];

    /// <summary>What was read of each of those files.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>All of it as it was written, files merged and values of the command line set.</summary>
    public ConfigurationMapping Merged { get; init; } = new("");

    /// <summary>The plugins to load, in order.</summary>
    public IReadOnlyList<PluginConfiguration> Plugins { get; init; } = [];

    /// <summary>Rules files and directories; null where none are configured, which stands for the default rules.</summary>
    public IReadOnlyList<string>? RulesFiles { get; init; }

    /// <summary>Switches rules on and off; nothing by default.</summary>
    public IReadOnlyList<RuleSelection> RuleSelections { get; init; } = [];

    /// <summary>What is added to outputs; nothing by default.</summary>
    public IReadOnlyList<OutputAddition> OutputAdditions { get; init; } = [];

    /// <summary>Rules less serious than this are left out; Debug by default.</summary>
    public Priority MinimumPriority { get; init; } = Priority.Debug;

    /// <summary>How many rules one event may fire; the first by default.</summary>
    public RuleMatching RuleMatching { get; init; } = RuleMatching.First;

    /// <summary>Alerts as JSON; false by default.</summary>
    public bool JsonOutput { get; init; }

    /// <summary>What JSON alerts have.</summary>
    public JsonContent JsonContent { get; init; } = new();

    /// <summary>Times in ISO 8601; false by default.</summary>
    public bool Iso8601 { get; init; }

    /// <summary>Whether outputs may collect alerts; false by default.</summary>
    public bool BufferedOutputs { get; init; }

    /// <summary>How many alerts may wait for an output; 0, the default, is no limit.</summary>
    public int QueueCapacity { get; init; }

    /// <summary>How long an output may stand still at the end; 2 s by default.</summary>
    public TimeSpan OutputTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Alerts to standard output; true where no output is configured.</summary>
    public bool StandardOutput { get; init; }

    /// <summary>Alerts to a file; null for none.</summary>
    public FileOutputConfiguration? FileOutput { get; init; }

    /// <summary>Alerts to the machine's syslog; false by default.</summary>
    public bool SyslogOutput { get; init; }

    /// <summary>Alerts to a program; null for none.</summary>
    public ProgramOutputConfiguration? ProgramOutput { get; init; }

    /// <summary>Alerts over HTTP; null for none.</summary>
    public HttpOutputConfiguration? HttpOutput { get; init; }

    /// <summary>Whether any output is configured.</summary>
    public bool HasOutput => StandardOutput || SyslogOutput || FileOutput is not null || ProgramOutput is not null || HttpOutput is not null;

    /// <summary>Health and metrics over HTTP; null for none.</summary>
    public WebServerConfiguration? WebServer { get; init; }

    /// <summary>Metrics; null for none.</summary>
    public MetricsConfiguration? Metrics { get; init; }

    /// <summary>The files and directories of certificates and keys that outputs and the webserver read.</summary>
    public IEnumerable<string> CertificateFiles => [.. HttpOutput?.CertificateFiles ?? [], .. WebServer?.Certificate is { } file ? new[] { file } : []];

    /// <summary>Whether changed configuration, rules and certificate files are loaded while the program runs; true by default.</summary>
    public bool WatchFiles { get; init; } = true;

    /// <summary>Fields <c>static.name</c> that every event has with the same value, by name; none by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> StaticFields { get; init; } = [];

    /// <summary>Messages to the machine's syslog; false by default.</summary>
    public bool LogToSyslog { get; init; }

    /// <summary>The least serious log line that is written; Info by default.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    /// <summary>Messages to standard error; true by default.</summary>
    public bool LogToStandardError { get; init; } = true;
}
