namespace K8sAudit.Runner.Metrics;

/// <summary>The unit of a metric, which becomes part of its name (libsinsp's <c>metrics_collector.cpp</c>).</summary>
internal enum MetricUnit
{
    Count,
    Ratio,
    Bytes,

    /// <summary>Bytes that snapshots show in megabytes or bytes, not in kilobytes.</summary>
    WholeBytes,
    Seconds,
    TimestampNanoseconds,
}
