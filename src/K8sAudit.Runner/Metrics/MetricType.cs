namespace K8sAudit.Runner.Metrics;

/// <summary>The type of a metric.</summary>
internal enum MetricType
{
    /// <summary>A number that only grows.</summary>
    Counter,

    /// <summary>A number.</summary>
    Gauge,

    /// <summary>A string: in Prometheus a label of a gauge that is always 1.</summary>
    Information,
}
