using FalcoPlugin.Abi;

namespace K8sAudit.Plugin.Metrics;

/// <summary>One row of the metrics table.</summary>
/// <param name="Name">The name, in snake case and without the plugin's.</param>
/// <param name="Kind">Whether it only grows.</param>
/// <param name="Description">What it counts.</param>
/// <param name="Read">Its present value.</param>
internal sealed record SourceMetric(string Name, MetricKind Kind, string Description, Func<SourceCounters, long> Read);
