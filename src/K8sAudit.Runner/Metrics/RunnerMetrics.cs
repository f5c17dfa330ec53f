using FalcoPlugin.Abi;
using FalcoRules;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Metrics;

/// <summary>
/// The table of all metrics, with Falco's names where Falco has them (<c>falco_metrics.cpp</c>, <c>stats_writer.cpp</c>). <see cref="PrometheusText"/>,
/// <see cref="SnapshotFields"/> and docs/reference/runner-metrics.md derive from it.
/// </summary>
internal static class RunnerMetrics
{
    private const string Falco = "falco";

    public static IReadOnlyList<Metric> All { get; } =
    [
        Information(Falco, "version", "Version of the program", _ => [Sample.Of("version", VersionInfo.Program)]),
        Information(Falco, "sha256_rules_files", "SHA-256 of each rules file in use, as it was read", s => s.Current.RulesFiles.Select(File)) with
        {
            Labels = "file_name, sha256", SnapshotName = "sha256_rules_file.<file>",
        },
        Information(
            Falco,
            "sha256_config_files",
            "SHA-256 of each configuration file in use, as it was read",
            s => s.Current.ConfigurationFiles.Select(File)) with
        {
            Labels = "file_name, sha256", SnapshotName = "sha256_config_file.<file>",
        },
        Counter("rules_matches", "Alerts of each rule", s => s.Current.Ruleset.Rules.Select(rule => Matches(s, rule))) with
        {
            Labels =
                "priority, rule_name, source, tag_<tag>", SnapshotName = "rules.<rule>", OmitsZeroIn = MetricWriters.All, IncludedBy = "rules_counters_enabled", IsIncluded = metrics =>
                metrics.Rules,
        },
        Counter("rules.matches_total", "Alerts of all rules", s => [Sample.Of(s.Host.Statistics.Detected)]) with
        {
            Writers = MetricWriters.Snapshot, IncludedBy = "rules_counters_enabled", IsIncluded = metrics => metrics.Rules,
        },
        Information(
            "scap",
            "engine_name",
            "Each open event source",
            s => s.Sources.Readers.Where(reader => reader.IsOpen).Select(reader => EngineName(reader.Source))) with { Labels = "engine_name, evt_source" },
        new(
            "plugins",
            "<plugin>.<metric>",
            MetricType.Counter,
            MetricUnit.Count,
            "Metrics of the plugins; those of k8saudit are in [metrics.md](metrics.md)",
            ReadPlugins)
        {
            OmitsZeroIn = MetricWriters.Snapshot, IncludedBy = "plugins_metrics_enabled", IsIncluded = metrics => metrics.Plugins,
        },
        Information(Falco, "kernel_release", "Kernel release of the host", _ => [Sample.Of("kernel_release", HostInfo.Release)]),
        Information("evt", "hostname", "Name of the host", s => [Sample.Of("hostname", s.Host.Hostname)]),
        Information(
            "evt",
            "source",
            "Event sources that have rules",
            s => [new Sample(string.Join(",", s.Current.Ruleset.Programs.Select(program => program.Source)))]) with { Writers = MetricWriters.Snapshot },
        Gauge(
            "evt",
            "time",
            MetricUnit.Count,
            "Time of the snapshot, in nanoseconds since the Unix epoch",
            s => RunState.Nanoseconds(s.Now)) with { Writers = MetricWriters.Snapshot },
        Counter("num_evts", "Events of all sources", s => [Sample.Of(s.Events)]),
        Counter("num_evts_prev", "Events at the previous snapshot", s => [Sample.Of(s.Previous?.Events ?? 0)]) with { Writers = MetricWriters.Snapshot },
        new(
            Falco,
            "evts_rate_sec",
            MetricType.Gauge,
            MetricUnit.Count,
            "Events per second since the previous snapshot",
            ReadRate) { Writers = MetricWriters.Snapshot },
        Counter("outputs_queue_num_drops", "Alerts dropped because the queue of an output was full", s => [Sample.Of(s.Host.Deliveries.Dropped)]),
        Counter(
            "outputs_num_failures",
            "Alerts that an output could not deliver",
            s => s.Host.Deliveries.All.Select(report => Sample.Of(report.Failed) with { Name = report.Output, Labels = [("output", report.Output)] })) with
        {
            Labels = "output", SnapshotName = "outputs.<output>.num_failures", OmitsZeroIn = MetricWriters.Snapshot,
        },
        new(
            Falco,
            "outputs_failing",
            MetricType.Gauge,
            MetricUnit.Count,
            "1 for an output that does not work, 0 for one that does",
            s => s.Current.Outputs.States.Select(state => Sample.Of(state.Failure is null ? 0 : 1) with
            {
                Name = state.Name, Labels = [("output", state.Name)],
            }))
        {
            Labels = "output", PrometheusName = "falcosecurity_falco_outputs_failing", SnapshotName = "outputs.<output>.failing",
            OmitsZeroIn = MetricWriters.Snapshot,
        },
        new(
            Falco,
            "seconds_since_last_event",
            MetricType.Gauge,
            MetricUnit.Count,
            "Seconds since the last event of an open event source, or since it was opened",
            s => s.Sources.Readers.Where(reader => reader.IsOpen).Select(reader => Sample.Of((long)reader.SinceLastEvent.TotalSeconds) with
            {
                Name = Sample.ToName(reader.Source), Labels = [("evt_source", reader.Source)],
            }))
        {
            Labels = "evt_source", PrometheusName = "falcosecurity_falco_seconds_since_last_event", SnapshotName = "seconds_since_last_event.<source>",
        },
        Gauge(Falco, "reload_ts", MetricUnit.TimestampNanoseconds, "Time at which the rules were loaded last", s => RunState.Nanoseconds(s.Current.Created)),
        Gauge(Falco, "start_ts", MetricUnit.TimestampNanoseconds, "Time at which the run started", s => RunState.Nanoseconds(s.Host.Started)),
        new(Falco, "duration_sec", MetricType.Counter, MetricUnit.Seconds, "Duration of the run", s => [Sample.Of((long)s.Duration.TotalSeconds)]),
        Gauge(Falco, "host_boot_ts", MetricUnit.TimestampNanoseconds, "Time at which the host was booted", _ => HostInfo.BootTime),
        Gauge(Falco, "host_num_cpus", MetricUnit.Count, "Number of processors", _ => Environment.ProcessorCount),
        Information(
            Falco,
            "host_netinfo.interfaces.<interface>.protocols.<protocol>.addresses",
            "Addresses of the host; protocol is ipv4 or ipv6, whose eight parts are all written, as in Falco",
            _ => NetworkAddresses.Read().Select(Addresses)) with
        {
            Writers = MetricWriters.Snapshot,
        },
        Resource(
            "cpu_usage",
            MetricUnit.Ratio,
            "CPU time of the process as a ratio of its run time; in snapshots a percentage",
            () => Sample.Of(RunState.CpuUsage(), "F6")),
        Resource(
            "memory_rss",
            MetricUnit.Bytes,
            "Resident set of the process; in snapshots in the unit of `convert_memory_to_mb`",
            () => Sample.Of(RunState.ResidentBytes())),
        Resource(
            "memory_vsz",
            MetricUnit.Bytes,
            "Address space of the process; in snapshots in the unit of `convert_memory_to_mb`",
            () => Sample.Of(RunState.VirtualBytes())),
        Resource(
            "memory_pss",
            MetricUnit.Bytes,
            "Resident set of the process with its share of shared pages; in snapshots in the unit of `convert_memory_to_mb`",
            () => Sample.Of(ResourceUsage.ProportionalBytes())),
        Resource(
            "container_memory_used",
            MetricUnit.WholeBytes,
            "Memory that the container uses, from its control group; in snapshots in megabytes or bytes (`convert_memory_to_mb`)",
            () => Sample.Of(ResourceUsage.ContainerBytes())),
        Resource(
            "host_cpu_usage",
            MetricUnit.Ratio,
            "Processor time that the host has used since its boot, as a ratio; in snapshots a percentage",
            () => Sample.Of(ResourceUsage.HostCpu(), "F6")),
        Resource(
            "host_memory_used",
            MetricUnit.Bytes,
            "Memory that the host uses without buffers and cache; in snapshots in the unit of `convert_memory_to_mb`",
            () => Sample.Of(ResourceUsage.HostBytes())),
        Resource(
            "host_procs_running",
            MetricUnit.Count,
            "Processes of the host that are running or ready to run",
            () => Sample.Of(ResourceUsage.HostRunningProcesses())),
        Resource("host_open_fds", MetricUnit.Count, "File descriptors that the host has allocated", () => Sample.Of(ResourceUsage.HostOpenDescriptors())),
    ];

    private static Metric Information(string subsystem, string name, string description, Func<RunState, IEnumerable<Sample>> read) =>
        new(subsystem, name, MetricType.Information, MetricUnit.Count, description, read) { Labels = name };

    private static Metric Counter(string name, string description, Func<RunState, IEnumerable<Sample>> read) =>
        new(Falco, name, MetricType.Counter, MetricUnit.Count, description, read);

    private static Metric Gauge(string subsystem, string name, MetricUnit unit, string description, Func<RunState, long> read) =>
        new(subsystem, name, MetricType.Gauge, unit, description, s => [Sample.Of(read(s))]);

    private static Metric Resource(
        string name,
        MetricUnit unit,
        string description,
        Func<Sample> read) => new(Falco, name, MetricType.Gauge, unit, description, _ => [read()])
    {
        OmitsZeroIn = MetricWriters.Snapshot, IncludedBy = "resource_utilization_enabled", IsIncluded = metrics => metrics.Resources,
    };

    private static Sample File(LoadedFile file) =>
        new(file.Sha256) { Name = Sample.ToName(file.Name), Labels = [("file_name", file.Name), ("sha256", file.Sha256)] };

    private static Sample EngineName(string source) => new("source_plugin") { Labels = [("engine_name", "source_plugin"), ("evt_source", source)] };

    private static Sample Addresses((string Interface, string Protocol, string Addresses) addresses) =>
        new(addresses.Addresses) { Name = $"{addresses.Interface}.protocols.{addresses.Protocol}" };

    private static Sample Matches(RunState state, Rule rule) => Sample.Of(state.Host.Statistics.Of(rule.Name)) with
    {
        Name = Sample.ToName(rule.Name),
        Labels = [("priority", $"{(int)rule.Priority}"), ("rule_name", rule.Name), ("source", rule.Source), .. rule.Tags.Select(tag => ($"tag_{tag}", "true"))],
    };

    /// <summary>A plugin that several sources use is asked in each of them; the first sample of a name counts.</summary>
    private static IEnumerable<Sample> ReadPlugins(RunState state) => state.Sources.Readers.SelectMany(reader => reader.Metrics).DistinctBy(pair =>
        (pair.Plugin, pair.Metric.Name)).Select(pair =>
        new Sample(pair.Metric.Value)
        {
            Name = $"{pair.Plugin}.{pair.Metric.Name}",
            Type = pair.Metric.Kind == MetricKind.Monotonic ? MetricType.Counter : MetricType.Gauge,
        });

    /// <summary>As in Falco there is no rate before there was an event.</summary>
    private static IEnumerable<Sample> ReadRate(RunState state) =>
        state.Previous is { Events: > 0 } previous
            ? [Sample.Of((state.Events - previous.Events) / (state.Duration - previous.Duration).TotalSeconds, "F1")]
            : [];
}
