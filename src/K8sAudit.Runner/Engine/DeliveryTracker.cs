using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Engine;

/// <summary>
/// Finds out how many events of one source are done: evaluated, and each of their alerts delivered by every output, or counted as not delivered. One thread
/// uses it.
/// </summary>
internal sealed class DeliveryTracker
{
    private readonly Queue<WaitingEvents> _waiting = new();
    private WaitingEvents? _last;

    /// <summary>The number of events that are done, counted from the first one.</summary>
    public long Delivered { get; private set; }

    /// <summary>Adds the events that were evaluated.</summary>
    /// <param name="events">How many events were evaluated so far.</param>
    /// <param name="hasAlerts">Whether those that are added have raised alerts.</param>
    /// <param name="outputs">The outputs that were given the alerts.</param>
    public void Add(long events, bool hasAlerts, AlertOutputs outputs)
    {
        if (hasAlerts)
        {
            _last = new WaitingEvents(outputs.Mark());
            _waiting.Enqueue(_last);
        }

        // Events without alerts are done together with those before them.
        if (_waiting.Count > 0)
        {
            _last!.Events = events;
        }
        else
        {
            Delivered = events;
        }
    }

    /// <summary>Looks what the outputs have delivered meanwhile.</summary>
    public void Update()
    {
        while (_waiting.TryPeek(out var first) && first.Mark.IsSettled)
        {
            Delivered = _waiting.Dequeue().Events;
        }
    }

    /// <summary>Waits until all events are done, as long as the outputs make progress.</summary>
    /// <param name="mustGiveUp">Whether to wait no longer.</param>
    public void Wait(Func<bool> mustGiveUp)
    {
        while (_waiting.TryPeek(out var first) && first.Mark.Wait(mustGiveUp))
        {
            Delivered = _waiting.Dequeue().Events;
        }
    }

    // Done when the alerts up to the mark are settled.
    private sealed class WaitingEvents(AlertMark mark)
    {
        public AlertMark Mark { get; } = mark;

        public long Events { get; set; }
    }
}
