namespace K8sAudit.Runner.Metrics;

/// <summary>Where a metric is written.</summary>
[Flags]
internal enum MetricWriters
{
    None = 0,
    Prometheus = 1,
    Snapshot = 2,
    All = Prometheus | Snapshot,
}
