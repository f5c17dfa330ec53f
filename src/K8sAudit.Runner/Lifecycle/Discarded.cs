using System.Globalization;
using K8sAudit.Runner.Engine;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>What a process that ends at once does not deliver.</summary>
internal static class Discarded
{
    // The metric of the plugin k8saudit for events that it has acknowledged and not passed on.
    private const string QueuedEvents = "events_queued";

    /// <summary>The numbers of alerts and events; empty where there are none.</summary>
    public static IReadOnlyList<string> Count(EngineHost host, SourceRunner sources)
    {
        var events = sources.Readers.SelectMany(reader => reader.Metrics)
            .Where(pair => pair.Metric.Name == QueuedEvents)
            .DistinctBy(pair => pair.Plugin)
            .Sum(pair => long.TryParse(pair.Metric.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var queued) ? queued : 0);
        return
        [
            .. host.Current.Outputs.Waiting.Select(output => $"{output.Count} {(output.Count == 1 ? "alert" : "alerts")} of the {output.Name} output"),
            .. events > 0 ? [$"{events} events that were received and not evaluated"] : Array.Empty<string>(),
        ];
    }
}
