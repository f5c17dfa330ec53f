using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Queue;

/// <summary>The keys of the last events, limited in number and age, so that a batch that is sent again is passed on once. Not thread-safe.</summary>
internal sealed class DedupeWindow(int capacity, TimeSpan age, TimeProvider time)
{
    private const int MaxInitialCapacity = 1024 * 1024;

    // Allocated at full size: growing would leave twice the memory behind.
    private readonly HashSet<EventKey> _keys = new(Math.Min(capacity, MaxInitialCapacity) + 1);
    private readonly Queue<(EventKey Key, long Time)> _order = new(Math.Min(capacity, MaxInitialCapacity));

    public int Count => _keys.Count;

    /// <summary>Adds the key of an event; false if it is there already. The default key is never a duplicate.</summary>
    public bool TryAdd(EventKey key) => key == default || TryAdd(key, time.GetTimestamp());

    /// <summary>Removes the key of an event that could not be queued after all.</summary>
    public void Withdraw(EventKey key) => _keys.Remove(key);

    /// <summary>Moves the keys of another window into this one.</summary>
    public void Append(DedupeWindow? other)
    {
        while (other is not null && other._order.TryDequeue(out var entry))
        {
            TryAdd(entry.Key, entry.Time);
        }
    }

    private bool TryAdd(EventKey key, long now)
    {
        RemoveExpired(now);
        if (!_keys.Add(key))
        {
            return false;
        }

        if (_order.Count == capacity)
        {
            _keys.Remove(_order.Dequeue().Key);
        }

        _order.Enqueue((key, now));
        return true;
    }

    private void RemoveExpired(long now)
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Time, now) > age)
        {
            _keys.Remove(_order.Dequeue().Key);
        }
    }
}
