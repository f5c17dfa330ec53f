using System.Diagnostics;
using System.Globalization;
using FalcoPlugin.Abi;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Metrics;

/// <summary>Reads all metrics of a run, with the names of Falco's where Falco has them (<c>falco_metrics.cpp</c>, <c>stats_writer.cpp</c>).</summary>
internal sealed class MetricsCollector(EngineHost host, SourceRunner sources)
{
    private const string Falco = "falco";

    /// <summary>What Prometheus is shown.</summary>
    public IEnumerable<Measurement> Collect(MetricsConfiguration configuration)
    {
        var snapshot = host.Current;
        return [
            Information(Falco, "version", ("version", VersionInfo.Program)),
            .. snapshot.RulesFiles.Select(file => Information(Falco, "sha256_rules_files", ("file_name", file.Name), ("sha256", file.Sha256))),
            .. snapshot.ConfigurationFiles.Select(file => Information(Falco, "sha256_config_files", ("file_name", file.Name), ("sha256", file.Sha256))),
            .. configuration.Rules ? Rules(snapshot) : [],
            .. sources.Readers.Where(reader => reader.IsOpen).Select(reader => Information("scap", "engine_name", ("engine_name", "source_plugin"), ("evt_source", reader.Source))),
            .. configuration.Plugins ? Plugins() : [],
            Information(Falco, "kernel_release", ("kernel_release", HostInfo.Release)),
            Information("evt", "hostname", ("hostname", host.Hostname)),
            Counter(Falco, "num_evts", Events),
            Counter(Falco, "outputs_queue_num_drops", host.Deliveries.Dropped),
            Gauge("reload_ts", MetricUnit.TimestampNanoseconds, Timestamp.Of(snapshot.Created)),
            Gauge("start_ts", MetricUnit.TimestampNanoseconds, Timestamp.Of(host.Started)),
            new(Falco, "duration_sec", Text((long)Duration.TotalSeconds)) { Unit = MetricUnit.Seconds, IsCounter = true },
            Gauge("host_boot_ts", MetricUnit.TimestampNanoseconds, HostInfo.BootTime),
            Gauge("host_num_cpus", MetricUnit.Count, Environment.ProcessorCount),
            .. configuration.Resources ? Resources() : [],
        ];
    }

    /// <summary>All events so far.</summary>
    public long Events => sources.Readers.Sum(reader => reader.Events);

    /// <summary>How long the run lasts.</summary>
    public TimeSpan Duration => TimeProvider.System.GetUtcNow() - host.Started;

    /// <summary>When the run began, in nanoseconds since the epoch.</summary>
    public long Start => Timestamp.Of(host.Started);

    /// <summary>The plugins' metrics, as <c>plugin.metric</c>. A plugin that several sources use is asked in each; the same name counts together.</summary>
    public IEnumerable<Measurement> Plugins() => sources.Readers.SelectMany(reader => reader.Metrics).DistinctBy(pair => (pair.Plugin, pair.Metric.Name)).Select(pair =>
        new Measurement("plugins", $"{pair.Plugin}.{pair.Metric.Name}", pair.Metric.Value) { Unit = MetricUnit.Count, IsCounter = pair.Metric.Kind == MetricKind.Monotonic });

    private IEnumerable<Measurement> Rules(EngineSnapshot snapshot) => snapshot.Ruleset.Rules.Where(rule => host.Statistics.Of(rule.Name) > 0).Select(rule =>
        Counter(Falco, "rules_matches", host.Statistics.Of(rule.Name)) with
        {
            Labels = [.. new[] { ("priority", Text((int)rule.Priority)), ("rule_name", rule.Name), ("source", rule.Source) }.Concat(rule.Tags.Select(tag => ($"tag_{tag}", "true"))).Select(label => KeyValuePair.Create(label.Item1, label.Item2))],
        });

    private static Measurement[] Resources()
    {
        using var process = Process.GetCurrentProcess();
        var seconds = Math.Max(1e-9, (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds);
        return
        [
            new(Falco, "cpu_usage", (process.TotalProcessorTime.TotalSeconds / seconds).ToString("F6", CultureInfo.InvariantCulture)) { Unit = MetricUnit.Ratio },
            Gauge("memory_rss", MetricUnit.Bytes, process.WorkingSet64),
            Gauge("memory_vsz", MetricUnit.Bytes, process.VirtualMemorySize64),
        ];
    }

    private static Measurement Information(string subsystem, string name, params (string Key, string Value)[] labels) =>
        new(subsystem, name, "1") { Labels = [.. labels.Select(label => KeyValuePair.Create(label.Key, label.Value))] };

    private static Measurement Counter(string subsystem, string name, long value) => new(subsystem, name, Text(value)) { Unit = MetricUnit.Count, IsCounter = true };

    private static Measurement Gauge(string name, MetricUnit unit, long value) => new(Falco, name, Text(value)) { Unit = unit };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
