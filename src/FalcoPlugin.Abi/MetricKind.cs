namespace FalcoPlugin.Abi;

/// <summary>Whether a metric only grows (<c>ss_plugin_metric_type</c>).</summary>
public enum MetricKind
{
    /// <summary>A counter: it never falls.</summary>
    Monotonic = 0,

    /// <summary>A gauge: it rises and falls.</summary>
    NonMonotonic = 1,
}
