using System.Globalization;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Metrics;

/// <summary>Writes metrics as the fields of a snapshot, with the names of Falco's <c>stats_writer.cpp</c>.</summary>
internal static class SnapshotFields
{
    /// <summary>Written for a number that is not finite, which JSON does not have.</summary>
    private const string NotFinite = "null";

    private const double BytesPerKilobyte = 1024;
    private const double BytesPerMegabyte = 1024 * BytesPerKilobyte;

    /// <summary>The fields in the order of their names, each value as JSON.</summary>
    public static SortedDictionary<string, string> Read(RunState state)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var metric in RunnerMetrics.All)
        {
            foreach (var sample in metric.ReadFor(MetricWriters.Snapshot, state))
            {
                fields[$"{Metric.Named(Name(metric), sample)}{UnitSuffix(metric.Unit, state.Configuration.MemoryInMegabytes)}"] = Value(
                    metric,
                    sample,
                    state.Configuration);
            }
        }

        return fields;
    }

    /// <summary>The name of a metric, without the suffix of its unit.</summary>
    public static string Name(Metric metric) => $"{metric.Subsystem}.{metric.SnapshotName ?? metric.Name}";

    /// <summary>What the unit of a metric appends to its name.</summary>
    public static string UnitSuffix(MetricUnit unit, bool memoryInMegabytes = true) => unit switch
    {
        MetricUnit.Ratio => "_perc",
        MetricUnit.Bytes => memoryInMegabytes ? "_mb" : "_kb",
        MetricUnit.WholeBytes => memoryInMegabytes ? "_mb" : "_bytes",
        _ => "",
    };

    private static string Value(Metric metric, Sample sample, MetricsConfiguration configuration)
    {
        if (metric.Type == MetricType.Information)
        {
            return $"\"{FalcoJsonEncoder.Instance.Encode(sample.Value)}\"";
        }

        var number = double.Parse(sample.Value, CultureInfo.InvariantCulture);
        return !double.IsFinite(number) ? NotFinite : metric.Unit switch
        {
            MetricUnit.Ratio => (100 * number).ToString("F1", CultureInfo.InvariantCulture),
            MetricUnit.Bytes or MetricUnit.WholeBytes when configuration.MemoryInMegabytes => (number / BytesPerMegabyte).ToString(
                "F1",
                CultureInfo.InvariantCulture),
            MetricUnit.Bytes => Math.Floor(number / BytesPerKilobyte).ToString(CultureInfo.InvariantCulture),
            _ => sample.Value,
        };
    }
}
