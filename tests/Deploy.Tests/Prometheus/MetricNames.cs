using System.Text.RegularExpressions;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Runner.Metrics;

namespace Deploy.Tests.Prometheus;

/// <summary>The names under which Prometheus scrapes the metrics of the tables in the code.</summary>
internal static partial class MetricNames
{
    private const string PluginName = "k8saudit";

    private static readonly Metric _pluginFamily = RunnerMetrics.All.Single(metric => metric.Subsystem == "plugins");

    /// <summary>The names of all metrics of the plugin.</summary>
    public static IReadOnlyList<string> OfPlugin { get; } = [.. SourceMetrics.All.Select(metric => NameOf(metric))];

    /// <summary>The names of all metrics of the runner itself.</summary>
    public static IReadOnlyList<string> OfRunner { get; } =
        [.. RunnerMetrics.All.Where(metric => metric != _pluginFamily && (metric.Writers & MetricWriters.Prometheus) != 0).Select(metric => NameOf(metric))];

    /// <summary>A metric of the plugin by its name in the table.</summary>
    public static string Plugin(string name) => NameOf(SourceMetrics.All.Single(metric => metric.Name == name));

    /// <summary>A metric of the runner by its name in the table.</summary>
    public static string Runner(string name) =>
        NameOf(RunnerMetrics.All.Single(metric => metric.Name == name && (metric.Writers & MetricWriters.Prometheus) != 0));

    /// <summary>The names of metrics that an expression uses.</summary>
    public static IEnumerable<string> In(string expression) => Name().Matches(expression).Select(match => match.Value).Distinct();

    private static string NameOf(SourceMetric metric) => PrometheusText.Name(_pluginFamily, new Sample("") { Name = $"{PluginName}.{metric.Name}" });

    private static string NameOf(Metric metric) => PrometheusText.Name(metric, new Sample(""));

    [GeneratedRegex(@"\b(falcosecurity|apiserver)_[a-z0-9_]+")]
    private static partial Regex Name();
}
