using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Queue;

/// <summary>
/// Acknowledged events of a closed source, for the next source that is opened: a host that reloads its configuration closes, destroys, initialises and opens
/// in one process, and the API server does not send again what was acknowledged. Holds no more than the queues of the closed sources held. Thread-safe.
/// </summary>
internal sealed class PendingEventStore
{
    private readonly Lock _lock = new();
    private readonly Queue<EventBatch> _batches = [];
    private readonly HashSet<string> _claimedFiles = [];
    private DedupeWindow? _window;

    /// <summary>The store of this process, shared by all plugin handles.</summary>
    public static PendingEventStore OfProcess { get; } = new();

    /// <summary>Saves batches, and the keys of earlier events.</summary>
    public void Save(IEnumerable<EventBatch> batches, DedupeWindow? window)
    {
        lock (_lock)
        {
            _window = window ?? _window;
            foreach (var batch in batches)
            {
                _batches.Enqueue(batch);
            }
        }
    }

    /// <summary>Moves everything to a queue.</summary>
    /// <returns>The number of events.</returns>
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

    /// <summary>Reserves a file of saved events for one source, so that no other source of the process delivers them, too.</summary>
    /// <returns>False if another source has it.</returns>
    public bool TryClaim(string file)
    {
        lock (_lock)
        {
            return _claimedFiles.Add(file);
        }
    }

    /// <summary>Ends what <see cref="TryClaim"/> began.</summary>
    public void Release(string file)
    {
        lock (_lock)
        {
            _claimedFiles.Remove(file);
        }
    }
}
