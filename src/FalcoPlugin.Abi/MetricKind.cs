namespace FalcoPlugin.Abi;

/// <summary>The kind of a metric (<c>ss_plugin_metric_type</c>).</summary>
public enum MetricKind
{
    /// <summary>A counter: it never decreases.</summary>
    Monotonic = 0,

    /// <summary>A gauge: it increases and decreases.</summary>
    NonMonotonic = 1,
}
