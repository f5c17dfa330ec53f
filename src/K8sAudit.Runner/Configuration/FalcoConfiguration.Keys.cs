using FalcoRules;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.FalcoConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <content>The table of the keys of falco.yaml. Blocks have the rows of their keys next to their values, in records of their own.</content>
internal sealed partial record FalcoConfiguration
{
    /// <summary>Why keys for system calls are ignored.</summary>
    public const string SystemCalls = "it configures the collection of system calls, which plugin event sources do not have";

    /// <summary>Why keys for the gRPC server are ignored.</summary>
    private const string Grpc = "Falco removed its gRPC server";

    /// <summary>Why keys for the rate of alerts are ignored.</summary>
    private const string RateLimit = "Falco removed the rate limit of outputs; `exceptions` of a rule exclude what it should not report";

    /// <summary>The key that is read before the others: it says which files are merged.</summary>
    public static Key<FalcoConfiguration> ConfigFiles { get; } = List(
        "config_files", "Files or directories that are merged into the configuration, in order.", IncludedFile.Keys,
        (c, value) => c with { IncludedFiles = value }, fromString: (path, node) => new IncludedFile { Path = ValueKinds.Path.Read(node, path) });

    /// <summary>A mapping instead of its list is ignored, as in Falco, whose own tests pass <c>-o append_output.suggested_output=false</c>.</summary>
    public static Key<FalcoConfiguration> AppendOutput { get; } = List(
        "append_output", "What is appended to the outputs of rules. A mapping in place of the list is ignored, with a warning.", OutputAdditionKeys.All,
        (c, value) => c with { OutputAdditions = value }, ignoresMapping: true);

    /// <summary>The top-level keys.</summary>
    public static KeyTable<FalcoConfiguration> Keys { get; } = new([.. General, .. AlertContent, .. OutputBlocks, .. Services, .. WithoutEffect]);

    private static IReadOnlyList<Key<FalcoConfiguration>> General =>
    [
        ConfigFiles,
        Value("rules_files", ValueKinds.Paths, "Rules files and directories, in order. A file that does not exist is skipped.",
            c => c.RulesFiles ?? [], (c, value) => c with { RulesFiles = value }, defaultText: "the default rules"),
        Value(
            "rules_file",
            ValueKinds.Paths,
            "Old name of `rules_files`.",
            c => c.RulesFiles ?? [],
            (c, value) => c with { RulesFiles = value },
            defaultText: ""),
        List(
            "rules",
            "Enables and disables rules, in order. A mapping in place of the list is ignored, with a warning.",
            RuleSwitch.Keys,
            (c, value) => c with { RuleSelections = [.. value.SelectMany(entry => entry.Selections)] },
            ignoresMapping: true),
        List("plugins", "Plugins that can be loaded.", PluginConfiguration.Keys, (c, value) => c with { Plugins = value }, defaultText: "k8saudit and json"),
        Value(
            "load_plugins",
            ValueKinds.Names,
            "Names of the plugins to load, in order.",
            c => c.LoadPlugins ?? [],
            (c, value) => c with { LoadPlugins = value },
            defaultText: "all plugins"),
        Value(
            "priority",
            ValueKinds.Priority,
            "Lowest priority of the rules that are loaded.",
            c => c.MinimumPriority,
            (c, value) => c with { MinimumPriority = value }),
        Value("rule_matching", ValueKinds.Word(
            ("first", RuleMatching.First),
            ("all", RuleMatching.All)), "How many rules one event may trigger: the first that matches, or all.",
            c => c.RuleMatching, (c, value) => c with { RuleMatching = value }),
        Value("threads", ValueKinds.NumberUpTo(ThreadLimit),
            "Maximum number of threads that evaluate a file or directory. 0 is the number of cores that the process may use, 8 at most. Alerts and their order do not depend on it. Falco ignores this key.",
            c => c.Threads, (c, value) => c with { Threads = value }),
        Value(
            "watch_config_files",
            ValueKinds.Boolean,
            "Reloads configuration, rules and certificate files when they change.",
            c => c.WatchFiles,
            (c, value) => c with { WatchFiles = value }),
        Value(
            "static_fields",
            StaticFieldsKind,
            "Fields `static.<name>` with a fixed value that every event has, for conditions and outputs.",
            c => c.StaticFields,
            (c, value) => c with { StaticFields = value }),
        Value("log_level", LogLevels, "Lowest severity of the log messages that are written.", c => c.LogLevel, (c, value) => c with { LogLevel = value }),
        Value("log_stderr", ValueKinds.Boolean, "Writes log messages to standard error. Falco's default is false, because it logs to syslog by default.",
            c => c.LogToStandardError, (c, value) => c with { LogToStandardError = value }),
        Value(
            "log_syslog",
            ValueKinds.Boolean,
            "Sends log messages to the local syslog. Falco's default is true.",
            c => c.LogToSyslog,
            (c, value) => c with { LogToSyslog = value }),
    ];

    private static IReadOnlyList<Key<FalcoConfiguration>> AlertContent =>
    [
        Value("json_output", ValueKinds.Boolean, "Writes alerts as JSON lines.", c => c.JsonOutput, (c, value) => c with { JsonOutput = value }),
        Value("json_include_output_property", ValueKinds.Boolean, "Includes `output` in JSON alerts.",
            c => c.JsonContent.Output, (c, value) => c with { JsonContent = c.JsonContent with { Output = value } }),
        Value("json_include_message_property", ValueKinds.Boolean, "Includes `message` in JSON alerts: the output without time and priority.",
            c => c.JsonContent.Message, (c, value) => c with { JsonContent = c.JsonContent with { Message = value } }),
        Value("json_include_output_fields_property", ValueKinds.Boolean, "Includes `output_fields` in JSON alerts.",
            c => c.JsonContent.OutputFields, (c, value) => c with { JsonContent = c.JsonContent with { OutputFields = value } }),
        Value(
            "json_include_tags_property",
            ValueKinds.Boolean,
            "Includes `tags` in JSON alerts.",
            c => c.JsonContent.Tags,
            (c, value) => c with { JsonContent = c.JsonContent with { Tags = value } }),
        Value(
            "time_format_iso_8601",
            ValueKinds.Boolean,
            "Writes times of alerts and log messages in ISO 8601 and UTC; otherwise in local time.",
            c => c.Iso8601,
            (c, value) => c with { Iso8601 = value }),
        AppendOutput,
    ];

    private static IReadOnlyList<Key<FalcoConfiguration>> OutputBlocks =>
    [
        Ignored("buffered_outputs", "each output writes an alert as soon as it can"),
        Ignored("outputs_queue_capacity", "it is called `outputs_queue.capacity` now"),
        Group("outputs_queue",
            Value("capacity", ValueKinds.Number, "Maximum number of alerts that wait for an output; further alerts are dropped and counted, except those of a file or pipe, which wait. 0 is no limit.",
                c => c.QueueCapacity, (c, value) => c with { QueueCapacity = value })),
        Value("output_timeout", ValueKinds.Timeout,
            "How long an output may make no progress at the end of a run before its waiting alerts are discarded. 0 is no limit.",
            c => c.OutputTimeout, (c, value) => c with { OutputTimeout = value }),
        Output("stdout_output", StandardOutputConfiguration.Keys),
        Output("syslog_output", SyslogOutputConfiguration.Keys),
        Output("file_output", FileOutputConfiguration.Keys),
        Output("program_output", ProgramOutputConfiguration.Keys),
        Output("http_output", HttpOutputConfiguration.Keys),
    ];

    private static IReadOnlyList<Key<FalcoConfiguration>> Services =>
    [
        Block("webserver", WebServerConfiguration.Keys, c => c.WebServer ?? new(), (c, value) => c with { WebServer = value.Enabled ? value : null }),
        Block("metrics", MetricsConfiguration.Keys, c => c.Metrics ?? new(), (c, value) => c with { Metrics = value.Enabled ? value : null }),
    ];

    private static IReadOnlyList<Key<FalcoConfiguration>> WithoutEffect =>
    [
        Ignored("engine", SystemCalls),
        Ignored("base_syscalls", SystemCalls),
        Ignored("syscall_event_drops", SystemCalls),
        Ignored("syscall_event_timeouts", SystemCalls),
        Ignored("syscall_buf_size_preset", SystemCalls),
        Ignored("syscall_drop_failed_exit", SystemCalls),
        Ignored("modern_bpf", SystemCalls),
        Ignored("falco_libs", SystemCalls),
        Ignored("capture", "no capture files are written; a rule with `capture: true` triggers like any other"),
        Ignored("buffer_format_base64", SystemCalls),
        Ignored("plugins_hostinfo", "plugins never need information about the processes of the host here"),
        Ignored("libs_logger", "plugins log at `log_level`"),
        Ignored("container_engines", SystemCalls),
        Ignored("grpc", Grpc),
        Ignored("grpc_output", $"{Grpc}; send alerts with `http_output` or `program_output`"),
        Ignored("outputs", RateLimit),
        Ignored("rate_limit", RateLimit),
        Ignored("metadata_download", "no metadata are downloaded from the Kubernetes API; audit events name the objects"),
    ];

    private static ValueKind<LogLevel> LogLevels =>
        ValueKinds.Word([.. Enum.GetValues<LogLevel>().Select(level => (level.ToString().ToLowerInvariant(), level))]);

    private static ValueKind<IReadOnlyList<KeyValuePair<string, string>>> StaticFieldsKind =>
        new("mapping", ReadStaticFields, value => value.Count == 0 ? "{}" : string.Join(", ", value.Select(pair => pair.Key)));

    private static Key<FalcoConfiguration> Output<TOutput>(string name, KeyTable<TOutput> keys)
        where TOutput : OutputConfiguration, new() => Block(name, keys, c => c.Output<TOutput>(), (c, value) => c.With(value));

    private static IReadOnlyList<KeyValuePair<string, string>> ReadStaticFields(ConfigurationNode node, KeyPath path) => node is ConfigurationMapping mapping
        ?
        [
            .. mapping.Entries.Select(field =>
                new KeyValuePair<string, string>(field.Key, ValueKinds.String.Read(field.Value, path with { Text = $"{path.Text}.{field.Key}" }))),
        ]
        : throw path.Unexpected(node, "a mapping of names and strings");
}
