using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Queue;

/// <summary>The keys of the last events, limited in number and age, so that a batch that is sent again is passed on once. Not thread-safe.</summary>
internal sealed class DedupeWindow(int capacity, TimeSpan age, TimeProvider time)
{
    private const int MaxInitialCapacity = 1024 * 1024;

    // Allocated at full size: growing would leave twice the memory behind.
    private readonly HashSet<EventKey> _keys = new(Math.Min(capacity, MaxInitialCapacity) + 1);
    private readonly Queue<(EventKey Key, long Time)> _order = new(Math.Min(capacity, MaxInitialCapacity));

    private long _now = time.GetTimestamp();

    public int Count => _keys.Count;

    /// <summary>Removes the keys that are too old. To be called before the events of a text are looked up; their keys get this time.</summary>
    public void RemoveExpired()
    {
        _now = time.GetTimestamp();
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Time, _now) > age)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }

    /// <summary>Whether an event is a duplicate. An event with the default key is never one.</summary>
    public bool Contains(EventKey key) => key != default && _keys.Contains(key);

    /// <summary>Adds the key of an event that has been queued, unless it is the default; the oldest key is removed if there are too many.</summary>
    public void Add(EventKey key)
    {
        if (key != default)
        {
            Add(key, _now);
        }
    }

    /// <summary>Moves the keys of another window into this one.</summary>
    public void Append(DedupeWindow? other)
    {
        while (other is not null && other._order.TryDequeue(out var entry))
        {
            Add(entry.Key, entry.Time);
        }

        other?._keys.Clear();
    }

    // Each key has one entry in the order: a second one would outlive the first, which removes the key.
    private void Add(EventKey key, long addedAt)
    {
        if (!_keys.Add(key))
        {
            return;
        }

        if (_order.Count == capacity)
        {
            _keys.Remove(_order.Dequeue().Key);
        }

        _order.Enqueue((key, addedAt));
    }
}
