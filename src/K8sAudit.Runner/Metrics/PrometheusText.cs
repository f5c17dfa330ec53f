using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Metrics;

/// <summary>Metrics in Prometheus' text format, named by Falco's rules (libsinsp's <c>metrics_collector.cpp</c>). Unlike Falco, a family has its head once.</summary>
internal static partial class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4";

    private const string Help = "https://falco.org/docs/metrics/";

    public static string Write(IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder();
        foreach (var family in measurements.GroupBy(Name))
        {
            text.Append($"# HELP {family.Key} {Help}\n# TYPE {family.Key} {(family.First().IsCounter ? "counter" : "gauge")}\n");
            foreach (var measurement in family)
            {
                text.Append(family.Key).Append(Labels(measurement)).Append(' ').Append(measurement.Value).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Falco takes words for units out of names before it puts its own behind them.</summary>
    public static string Name(Measurement measurement)
    {
        var name = measurement.Unit is null
            ? $"falcosecurity_{measurement.Subsystem}_{measurement.Name}_info"
            : UnitWords().Replace($"falcosecurity_{measurement.Subsystem}_{measurement.Name}_", "") + Suffix(measurement.Unit.Value);
        return Underscores().Replace(Invalid().Replace(name, "_"), "_");
    }

    private static string Suffix(MetricUnit unit) => unit switch
    {
        MetricUnit.Count => "total",
        MetricUnit.Ratio => "ratio",
        MetricUnit.Bytes => "bytes",
        MetricUnit.Seconds => "seconds_total",
        _ => "timestamp_nanoseconds",
    };

    private static string Labels(Measurement measurement) => measurement.Labels.Count == 0
        ? ""
        : $"{{{string.Join(",", measurement.Labels.Select(label => $"{LabelInvalid().Replace(label.Key, "_")}=\"{Escaped(label.Value)}\""))}}}";

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    [GeneratedRegex("_kb|_bytes|_mb|_percentage|_perc|_ratio|_ns|_ts|_sec|_total")]
    private static partial Regex UnitWords();

    [GeneratedRegex("[^a-zA-Z0-9_:]")]
    private static partial Regex Invalid();

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex LabelInvalid();

    [GeneratedRegex("_+")]
    private static partial Regex Underscores();
}
