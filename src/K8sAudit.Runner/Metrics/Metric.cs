using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Metrics;

/// <summary>A metric, or a family of metrics: one row of <see cref="RunnerMetrics"/>.</summary>
/// <param name="Subsystem">The part of Falco that it belongs to: falco, scap, plugins, evt.</param>
/// <param name="Name">Its name as in Falco, without unit. A part in angle brackets is given by the sample.</param>
/// <param name="Type">Its type. Samples of plugins have types of their own.</param>
/// <param name="Unit">Its unit; without meaning for <see cref="MetricType.Information"/>.</param>
/// <param name="Description">What it is.</param>
/// <param name="Read">Its current samples.</param>
internal sealed record Metric(string Subsystem, string Name, MetricType Type, MetricUnit Unit, string Description, Func<RunState, IEnumerable<Sample>> Read)
{
    /// <summary>The names of its labels in Prometheus, for the documentation; empty for none.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Where it is written; by default in both.</summary>
    public MetricWriters Writers { get; init; } = MetricWriters.All;

    /// <summary>Its whole name in Prometheus where it does not follow from Falco's rules.</summary>
    public string? PrometheusName { get; init; }

    /// <summary>Its name in snapshots where it is another one. A part in angle brackets is given by the sample.</summary>
    public string? SnapshotName { get; init; }

    /// <summary>The key of <c>metrics</c> that includes it; null for none.</summary>
    public string? IncludedBy { get; init; }

    /// <summary>Whether it is included; always by default.</summary>
    public Func<MetricsConfiguration, bool> IsIncluded { get; init; } = _ => true;

    /// <summary>Where samples that are zero are left out; in snapshots not if <c>include_empty_values</c> is true.</summary>
    public MetricWriters OmitsZeroIn { get; init; }

    /// <summary>The samples that are written to one of the writers.</summary>
    public IEnumerable<Sample> ReadFor(MetricWriters writer, RunState state)
    {
        var omitsZero = (OmitsZeroIn & writer) != 0 && !(writer == MetricWriters.Snapshot && state.Configuration.EmptyValues);
        return (Writers & writer) != 0 && IsIncluded(state.Configuration) ? Read(state).Where(sample => !omitsZero || sample.Value != Sample.Zero) : [];
    }

    /// <summary>A name with the part in angle brackets given by a sample.</summary>
    public static string Named(string name, Sample sample) =>
        name.IndexOf('<', StringComparison.Ordinal) is >= 0 and var start ? $"{name[..start]}{sample.Name}{name[(name.LastIndexOf('>') + 1)..]}" : name;
}
