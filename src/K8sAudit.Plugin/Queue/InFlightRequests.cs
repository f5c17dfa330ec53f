namespace K8sAudit.Plugin.Queue;

/// <summary>Counts requests that have begun and not ended. Thread-safe.</summary>
internal sealed class InFlightRequests
{
    private readonly object _lock = new();

    public int Count { get; private set; }

    public void Begin()
    {
        lock (_lock)
        {
            Count++;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            Count--;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until there are none; false where some are left after that time.</summary>
    public bool WaitForNone(TimeSpan wait)
    {
        lock (_lock)
        {
            return Count == 0 || (Monitor.Wait(_lock, wait) && Count == 0);
        }
    }
}
