using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Metrics;

/// <summary>
/// Writes metrics in Prometheus' text format, named by Falco's rules (libsinsp's <c>metrics_collector.cpp</c>). Unlike Falco, a family has its head once.
/// </summary>
internal static partial class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4";

    private const string Help = "https://falco.org/docs/metrics/";

    public static string Write(RunState state)
    {
        var text = new StringBuilder();
        var samples = RunnerMetrics.All.SelectMany(metric =>
            metric.ReadFor(MetricWriters.Prometheus, state).Select(sample => (Metric: metric, Sample: sample)));
        foreach (var family in samples.GroupBy(pair => Name(pair.Metric, pair.Sample)))
        {
            var (metric, first) = family.First();
            text.Append($"# HELP {family.Key} {Help}\n# TYPE {family.Key} {((first.Type ?? metric.Type) == MetricType.Counter ? "counter" : "gauge")}\n");
            foreach (var (_, sample) in family)
            {
                text.Append($"{family.Key}{Labels(sample)} {(metric.Type == MetricType.Information ? "1" : sample.Value)}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The name of a metric. As in Falco, words for units are removed from a name before the unit is appended.</summary>
    public static string Name(Metric metric, Sample sample)
    {
        if (metric.PrometheusName is { } given)
        {
            return given;
        }

        var name = Metric.Named(metric.Name, sample);
        name = metric.Type == MetricType.Information
            ? $"falcosecurity_{metric.Subsystem}_{name}_info"
            : UnitWords().Replace($"falcosecurity_{metric.Subsystem}_{name}_", "") + Suffix(metric.Unit);
        return Underscores().Replace(Invalid().Replace(name, "_"), "_");
    }

    private static string Suffix(MetricUnit unit) => unit switch
    {
        MetricUnit.Count => "total",
        MetricUnit.Ratio => "ratio",
        MetricUnit.Bytes or MetricUnit.WholeBytes => "bytes",
        MetricUnit.Seconds => "seconds_total",
        _ => "timestamp_nanoseconds",
    };

    private static string Labels(Sample sample) =>
        sample.Labels.Count == 0
            ? ""
            : $"{{{string.Join(",", sample.Labels.Select(label => $"{LabelInvalid().Replace(label.Name, "_")}=\"{Escaped(label.Value)}\""))}}}";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    [GeneratedRegex("_kb|_bytes|_mb|_percentage|_perc|_ratio|_ns|_ts|_sec|_total")]
    private static partial Regex UnitWords();

    [GeneratedRegex("[^a-zA-Z0-9_:]")]
    private static partial Regex Invalid();

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex LabelInvalid();

    [GeneratedRegex("_+")]
    private static partial Regex Underscores();
}
