namespace K8sAudit.Runner.Metrics;

/// <summary>What a metric counts, with Falco's words for it in Prometheus names (libsinsp's <c>metrics_collector.cpp</c>).</summary>
internal enum MetricUnit
{
    Count,
    Ratio,
    Bytes,
    Seconds,
    TimestampNanoseconds,
}

/// <summary>One metric with its value.</summary>
/// <param name="Subsystem">The part of Falco that it belongs to: falco, scap, plugins, evt.</param>
/// <param name="Name">Its name as in Falco, without unit.</param>
/// <param name="Value">Its value as text.</param>
internal sealed record Measurement(string Subsystem, string Name, string Value)
{
    /// <summary>Whether it only grows; false for a gauge.</summary>
    public bool IsCounter { get; init; }

    /// <summary>What it counts; null for one that has its information in labels.</summary>
    public MetricUnit? Unit { get; init; }

    /// <summary>Labels in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];
}
