using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// Events that are acknowledged and not read yet, in native batches that the host is given without another copy. Bounded by the events'
/// real sizes; small bodies share a batch, so that the memory stays near the bound. Thread-safe.
/// </summary>
internal sealed class EventQueue(long maxBytes, IntakeCounters counters) : IDisposable
{
    // Enough that a steady load allocates nothing, and little enough to hold after a burst.
    private const int MaxIdleBatches = 8;

    private readonly object _lock = new();
    private readonly Queue<EventBatch> _filled = [];
    private readonly Stack<EventBatch> _idle = [];
    private EventBatch? _tail;
    private long _bytes;
    private bool _closed;

    /// <summary>Whether nothing more fits at the moment.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _bytes >= maxBytes;
            }
        }
    }

    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    /// <summary>How many events wait, and their size in bytes.</summary>
    public (long Events, long Bytes) Depth
    {
        get
        {
            lock (_lock)
            {
                return (CountEvents(), _bytes);
            }
        }
    }

    /// <summary>Queues all events of a text, or none.</summary>
    public Admission TryAdd(ReadOnlySpan<byte> text, SplitResult result)
    {
        var bytes = result.EventBytes + (long)result.Events.Length * EventLayout.PayloadOffset;
        lock (_lock)
        {
            if (_closed)
            {
                return Admission.Closed;
            }

            // A body that is larger than the whole queue goes into an empty one: refused, it would come again for ever.
            if (_bytes > 0 && _bytes + bytes > maxBytes)
            {
                return Admission.Full;
            }

            foreach (var slice in result.Events)
            {
                Tail().Add(text.Slice(slice.Start, slice.Length), slice.Timestamp);
            }

            Count(result.Events.Length, bytes);
            Monitor.Pulse(_lock);
            return Admission.Queued;
        }
    }

    /// <summary>Gives <paramref name="batch"/> the events that wait longest, in exchange for its memory.</summary>
    /// <returns>False where none came in time.</returns>
    public bool TryTake(EventBatch batch, TimeSpan wait)
    {
        lock (_lock)
        {
            if (_filled.Count == 0 && !_closed)
            {
                Monitor.Wait(_lock, wait);
            }

            if (!_filled.TryDequeue(out var first))
            {
                return false;
            }

            _tail = _filled.Count == 0 ? null : _tail;
            batch.Exchange(first);
            Recycle(first);
            Count(-batch.Count, -(batch.PayloadBytes + (long)batch.Count * EventLayout.PayloadOffset));
            return true;
        }
    }

    /// <summary>Takes nothing more; what waits can still be read.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Count(-CountEvents(), -_bytes);
            foreach (var batch in _filled.Concat(_idle))
            {
                batch.Dispose();
            }

            _tail = null;
            _filled.Clear();
            _idle.Clear();
        }
    }

    private EventBatch Tail()
    {
        if (_tail is null || BatchLimits.IsFull(_tail))
        {
            _tail = _idle.TryPop(out var idle) ? idle : new EventBatch();
            _filled.Enqueue(_tail);
        }

        return _tail;
    }

    private void Recycle(EventBatch batch)
    {
        if (_idle.Count == MaxIdleBatches)
        {
            batch.Dispose();
            return;
        }

        batch.Clear();
        _idle.Push(batch);
    }

    private void Count(long events, long bytes)
    {
        _bytes += bytes;
        counters.Queue(events, bytes);
    }

    private long CountEvents()
    {
        var count = 0L;
        foreach (var batch in _filled)
        {
            count += batch.Count;
        }

        return count;
    }
}
