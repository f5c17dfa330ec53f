using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.MetricsConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>metrics</c> block. The defaults are Falco's.</summary>
internal sealed record MetricsConfiguration : ISwitchedBlock
{
    /// <summary>Falco's shortest interval between two snapshots.</summary>
    private static readonly TimeSpan _minInterval = TimeSpan.FromMilliseconds(100);

    public static KeyTable<MetricsConfiguration> Keys { get; } = new(
    [
        Value("enabled", ValueKinds.Boolean, "Collects metrics.", m => m.Enabled, (m, value) => m with { Enabled = value }),
        Value(
            "interval",
            ValueKinds.Interval(_minInterval),
            "Interval between two snapshots, such as 30s, 15m or 1h; at least 100ms. A bare number is milliseconds.",
            m => m.Interval,
            (m, value) => m with { Interval = value }),
        Value(
            "output_rule",
            ValueKinds.Boolean,
            "Writes snapshots as alerts of the rule \"Falco internal: metrics snapshot\".",
            m => m.ToRule,
            (m, value) => m with { ToRule = value }),
        Value(
            "output_file",
            ValueKinds.OptionalPath,
            "File to which snapshots are appended as lines of JSON.",
            m => m.File,
            (m, value) => m with { File = value }),
        Value(
            "rules_counters_enabled",
            ValueKinds.Boolean,
            "Includes the number of alerts of each rule.",
            m => m.Rules,
            (m, value) => m with { Rules = value }),
        Value(
            "resource_utilization_enabled",
            ValueKinds.Boolean,
            "Includes CPU and memory usage.",
            m => m.Resources,
            (m, value) => m with { Resources = value }),
        Value("plugins_metrics_enabled", ValueKinds.Boolean, "Includes the metrics of the plugins.", m => m.Plugins, (m, value) => m with { Plugins = value }),
        Value(
            "convert_memory_to_mb",
            ValueKinds.Boolean,
            "Shows memory in megabytes in snapshots; otherwise in kilobytes.",
            m => m.MemoryInMegabytes,
            (m, value) => m with { MemoryInMegabytes = value }),
        Value(
            "include_empty_values",
            ValueKinds.Boolean,
            "Includes metrics that are zero in snapshots.",
            m => m.EmptyValues,
            (m, value) => m with { EmptyValues = value }),
        Ignored("state_counters_enabled", FalcoConfiguration.SystemCalls),
        Ignored("kernel_event_counters_enabled", FalcoConfiguration.SystemCalls),
        Ignored("kernel_event_counters_per_cpu_enabled", FalcoConfiguration.SystemCalls),
        Ignored("kernel_iter_event_counters_enabled", FalcoConfiguration.SystemCalls),
        Ignored("libbpf_stats_enabled", FalcoConfiguration.SystemCalls),
        Ignored("jemalloc_stats_enabled", "the program does not use that memory allocator"),
    ]);

    /// <summary>Whether metrics are collected; false by default.</summary>
    public bool Enabled { get; init; }

    /// <summary>The interval between two snapshots; 5 s by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a snapshot is written as an alert of the rule "Falco internal: metrics snapshot"; false by default.</summary>
    public bool ToRule { get; init; }

    /// <summary>The file to which each snapshot is appended as a line of JSON; empty, the default, for none.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether counters of rules are included; true by default.</summary>
    public bool Rules { get; init; } = true;

    /// <summary>Whether CPU and memory usage are included; true by default.</summary>
    public bool Resources { get; init; } = true;

    /// <summary>Whether the metrics of plugins are included; true by default.</summary>
    public bool Plugins { get; init; } = true;

    /// <summary>Whether snapshots show memory in megabytes, otherwise in kilobytes; true by default.</summary>
    public bool MemoryInMegabytes { get; init; } = true;

    /// <summary>Whether snapshots include metrics that are zero; false by default.</summary>
    public bool EmptyValues { get; init; }
}
