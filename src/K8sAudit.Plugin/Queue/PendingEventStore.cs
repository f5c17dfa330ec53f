using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Queue;

/// <summary>
/// Acknowledged events that a closed source leaves to the next that is opened: a host that reloads its configuration closes, destroys, initialises and
/// opens in one process, and the API server does not send again what was acknowledged. Thread-safe.
/// </summary>
internal sealed class PendingEventStore
{
    private readonly Lock _lock = new();
    private readonly Queue<EventBatch> _batches = [];
    private DedupeWindow? _window;

    /// <summary>Those of this process, whichever handle they came in by.</summary>
    public static PendingEventStore OfProcess { get; } = new();

    /// <summary>Keeps batches as far as they fit into <paramref name="maxBytes"/> with what is there, and frees the others.</summary>
    /// <returns>How many events are kept and how many are lost.</returns>
    public (long Kept, long Lost) Save(Queue<EventBatch> batches, DedupeWindow? window, long maxBytes)
    {
        lock (_lock)
        {
            _window = window ?? _window;
            var (kept, lost, bytes) = (0L, 0L, _batches.Sum(EventQueue.SizeOf));
            foreach (var batch in batches)
            {
                if (_batches.Count > 0 && bytes + EventQueue.SizeOf(batch) > maxBytes)
                {
                    lost += batch.Count;
                    batch.Dispose();
                    continue;
                }

                bytes += EventQueue.SizeOf(batch);
                kept += batch.Count;
                _batches.Enqueue(batch);
            }

            return (kept, lost);
        }
    }

    /// <summary>Gives all that is kept to <paramref name="target"/>.</summary>
    /// <returns>How many events those are.</returns>
    public long Restore(EventQueue target)
    {
        lock (_lock)
        {
            var events = 0L;
            while (_batches.TryDequeue(out var batch))
            {
                events += batch.Count;
                target.Append(batch);
            }

            target.Window?.Append(_window);
            _window = null;
            return events;
        }
    }
}
