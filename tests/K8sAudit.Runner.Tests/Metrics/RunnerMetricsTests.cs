using System.Globalization;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Metrics;
using K8sAudit.Runner.Tests.Engine;

namespace K8sAudit.Runner.Tests.Metrics;

/// <summary>The metric table through both writers, on a run that has read its input.</summary>
public sealed class RunnerMetricsTests : IDisposable
{
    private static readonly MetricsConfiguration _all = new() { Enabled = true, EmptyValues = true };

    private readonly TestEngine _engine = new("9", "WITH_METRICS");

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Every_metric_is_written_where_its_row_says()
    {
        var state = Read(_all, out var text, out var fields);

        foreach (var metric in RunnerMetrics.All)
        {
            Assert.All(
                metric.ReadFor(MetricWriters.Prometheus, state),
                sample => Assert.Contains($"\n{PrometheusText.Name(metric, sample)}", $"\n{text}", StringComparison.Ordinal));
            Assert.All(
                metric.ReadFor(MetricWriters.Snapshot, state),
                sample => Assert.Contains(fields.Keys, name => name.StartsWith(Metric.Named(SnapshotFields.Name(metric), sample), StringComparison.Ordinal)));
        }

        Assert.DoesNotContain("num_evts_prev", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falcosecurity_falco_num_evts_total 9")]
    [InlineData("falcosecurity_falco_rules_matches_total{priority=\"6\",rule_name=\"Seven\",source=\"sample\"} 1")]
    [InlineData("falcosecurity_falco_sha256_rules_files_info{file_name=\"my rules.yaml\",sha256=\"abc\"} 1")]
    [InlineData("falcosecurity_falco_outputs_num_failures_total{output=\"http\"} 2")]
    [InlineData("falcosecurity_evt_hostname_info{hostname=\"host\"} 1")]
    public void Prometheus_shows_labels_and_units(string line)
    {
        Read(_all, out var text, out _);

        Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falco.num_evts", "9")]
    [InlineData("falco.num_evts_prev", "3")]
    [InlineData("falco.rules.Seven", "1")]
    [InlineData("falco.rules.matches_total", "1")]
    [InlineData("falco.sha256_rules_file.my_rules_yaml", "\"abc\"")]
    [InlineData("falco.outputs.http.num_failures", "2")]
    [InlineData("evt.hostname", "\"host\"")]
    [InlineData("evt.source", "\"sample\"")]
    public void A_snapshot_has_the_names_and_values_of_Falco(string name, string value)
    {
        Read(_all, out _, out var fields);

        Assert.Equal(value, fields[name]);
    }

    /// <summary>The names of libsinsp's resource_utilization.cpp.</summary>
    [Theory]
    [InlineData(true, "falco.memory_pss_mb")]
    [InlineData(false, "falco.memory_pss_kb")]
    [InlineData(true, "falco.host_memory_used_mb")]
    [InlineData(true, "falco.host_cpu_usage_perc")]
    [InlineData(true, "falco.host_open_fds")]
    [InlineData(true, "falco.host_procs_running")]
    public void A_snapshot_has_what_the_host_and_the_process_use(bool megabytes, string name)
    {
        Read(_all with { MemoryInMegabytes = megabytes }, out _, out var fields);

        Assert.True(double.Parse(fields[name], CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData(true, "falco.container_memory_used_mb")]
    [InlineData(false, "falco.container_memory_used_bytes")]
    public void A_snapshot_has_the_memory_of_the_container_where_there_is_a_control_group(bool megabytes, string name)
    {
        Read(_all with { MemoryInMegabytes = megabytes }, out _, out var fields);

        Assert.Contains(name, fields.Keys);
    }

    [Theory]
    [InlineData(true, "falco.memory_rss_mb", @"^\d+\.\d$")]
    [InlineData(false, "falco.memory_rss_kb", @"^\d+$")]
    public void A_snapshot_shows_memory_in_the_configured_unit(bool megabytes, string name, string pattern)
    {
        Read(_all with { MemoryInMegabytes = megabytes }, out _, out var fields);

        Assert.Matches(pattern, fields[name]);
    }

    [Fact]
    public void What_is_not_included_is_not_written()
    {
        Read(new MetricsConfiguration { Enabled = true, Rules = false, Plugins = false, Resources = false }, out var text, out var fields);

        Assert.DoesNotContain(
            fields.Keys,
            name => name.StartsWith("falco.rules", StringComparison.Ordinal)
                || name.StartsWith("plugins.", StringComparison.Ordinal)
                || name.StartsWith("falco.memory", StringComparison.Ordinal));
        Assert.DoesNotMatch("rules_matches|_plugins_|memory|cpu_usage", text);
    }

    [Fact]
    public void Metrics_that_are_zero_are_left_out_of_snapshots_by_default()
    {
        Read(_all with { EmptyValues = false }, out var text, out var fields);

        Assert.False(fields.ContainsKey("falco.outputs.file.num_failures"));
        Assert.Equal("0", fields["falco.outputs_queue_num_drops"]);
        Assert.Contains("falcosecurity_falco_outputs_num_failures_total{output=\"file\"} 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_has_one_row() =>
        Assert.Equal(RunnerMetrics.All.Count, RunnerMetrics.All.Select(metric => (metric.Subsystem, metric.Name)).Distinct().Count());

    private RunState Read(MetricsConfiguration configuration, out string text, out SortedDictionary<string, string> fields)
    {
        LoadedFile[] files = [new("my rules.yaml", "abc")];
        _engine.Host.Publish(_engine.Snapshot() with { RulesFiles = files, ConfigurationFiles = files }, () => { });
        _engine.Host.Deliveries.Of("http").AddFailed(2, "refused");
        _engine.Host.Deliveries.Of("file");
        using var sources = _engine.Runner();
        sources.Start(_engine.Plugins, [TestEngine.Source]);
        sources.WaitForEnd();
        var state = new RunState(_engine.Host, sources, configuration);
        text = PrometheusText.Write(state);
        state = state with { Previous = (3, TimeSpan.FromSeconds(-1)) };
        fields = SnapshotFields.Read(state);
        return state;
    }
}
