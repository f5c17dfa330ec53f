using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>Reports to the plugin of a source how many of its events are done, so that it can save how far a restart may skip. One thread uses it.</summary>
internal sealed class DeliveryReporter
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private readonly DeliveryTracker _tracker = new();
    private readonly PluginInstance _plugin;
    private readonly TimeProvider _time;
    private long _reported;
    private long _reportedAt;

    private DeliveryReporter(PluginInstance plugin, TimeProvider time) => (_plugin, _time, _reportedAt) = (plugin, time, time.GetTimestamp());

    /// <summary>Begins to report for a source from which nothing was read yet; null where the plugin does not use it.</summary>
    public static DeliveryReporter? Start(PluginInstance plugin, TimeProvider time) => plugin.TryReportDelivered(0) ? new DeliveryReporter(plugin, time) : null;

    /// <summary>Adds the events that were evaluated, and reports what is done, at most once in 250 ms.</summary>
    /// <inheritdoc cref="DeliveryTracker.Add"/>
    public void Add(long events, bool hasAlerts, AlertOutputs outputs)
    {
        _tracker.Add(events, hasAlerts, outputs);
        _tracker.Update();
        if (_tracker.Delivered != _reported && _time.GetElapsedTime(_reportedAt) >= _interval)
        {
            Report();
        }
    }

    /// <summary>Waits for the outputs, as long as they make progress, and reports for the last time.</summary>
    /// <param name="mustGiveUp">Whether to wait no longer.</param>
    public void Finish(Func<bool> mustGiveUp)
    {
        _tracker.Wait(mustGiveUp);
        if (_tracker.Delivered != _reported)
        {
            Report();
        }
    }

    private void Report()
    {
        _plugin.TryReportDelivered(_tracker.Delivered);
        (_reported, _reportedAt) = (_tracker.Delivered, _time.GetTimestamp());
    }
}
