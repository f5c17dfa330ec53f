using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Memory;
using K8sAudit.Plugin.Metrics;

namespace K8sAudit.Plugin.Queue;

/// <summary>
/// Events that are acknowledged and not read yet, in native batches that the host is given without another copy. Limited by the events' real sizes; small
/// bodies share a batch, so that the memory stays near the limit. Thread-safe.
/// </summary>
internal sealed class EventQueue(long maxBytes, SourceCounters counters, DedupeWindow? window = null) : IDisposable
{
    private const int MaxIdleBatches = 4;

    private readonly object _lock = new();
    private readonly Queue<EventBatch> _filled = [];
    private readonly LaterEventMarker _marker = new();
    private readonly TrimmingPool<EventBatch> _idle = new(MaxIdleBatches, batch => batch.Dispose());
    private EventBatch? _tail;
    private long _bytes;
    private bool _closed;

    /// <summary>The keys of earlier events; null if duplicates are not dropped.</summary>
    public DedupeWindow? Window { get; } = window;

    /// <summary>Whether the queue is full.</summary>
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

    /// <summary>The number of queued events, and their size in bytes.</summary>
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

    /// <summary>The size of a batch as it counts here, in bytes.</summary>
    public static long SizeOf(EventBatch batch) => SizeOf(batch.PayloadBytes, batch.FieldIndexBytes, batch.Count);

    /// <summary>Queues all events of a text, or none of them. Duplicates count as queued, and are dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="result">What it holds.</param>
    /// <param name="duplicates">How many of its events are duplicates.</param>
    public EnqueueResult TryAdd(ReadOnlySpan<byte> text, ReadResult result, out int duplicates)
    {
        duplicates = 0;
        var bytes = SizeOf(result.EventBytes, result.FieldIndexBytes, result.Events.Length);
        lock (_lock)
        {
            if (_closed)
            {
                return EnqueueResult.Closed;
            }

            // A body that is larger than the whole queue is accepted by an empty one: if it were refused, it would be retried until the client gives up.
            if (_bytes > 0 && _bytes + bytes > maxBytes)
            {
                return EnqueueResult.Full;
            }

            duplicates = result.Events.Length - Add(text, result, dropsDuplicates: true);
            Monitor.Pulse(_lock);
            return EnqueueResult.Queued;
        }
    }

    /// <summary>Adds a batch before all others, independently of the limit, and owns it from now on.</summary>
    public void Prepend(EventBatch batch)
    {
        lock (_lock)
        {
            EventBatch[] others = [.. _filled];
            _filled.Clear();
            _filled.Enqueue(batch);
            foreach (var other in others)
            {
                _filled.Enqueue(other);
            }

            Count(batch.Count, SizeOf(batch));
        }
    }

    /// <summary>
    /// Queues the events of a text that was acknowledged before, independently of the limit. None of them is a duplicate, but all are remembered.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="result">What it holds.</param>
    /// <returns>The number of events.</returns>
    public int Restore(ReadOnlySpan<byte> text, ReadResult result)
    {
        lock (_lock)
        {
            return Add(text, result, dropsDuplicates: false);
        }
    }

    /// <summary>Copies the events of a text that are not duplicates to a batch, and remembers them: another input has the same events.</summary>
    /// <param name="text">The text.</param>
    /// <param name="result">What it holds.</param>
    /// <param name="batch">A batch of the caller.</param>
    /// <returns>The number of events that were copied.</returns>
    public int CopyNew(ReadOnlySpan<byte> text, ReadResult result, EventBatch batch)
    {
        lock (_lock)
        {
            Window?.RemoveExpired();
            var sink = new NewEventSink(batch, Window, _marker);
            result.CopyTo(text, ref sink);
            return sink.Events;
        }
    }

    /// <summary>Adds a batch after all others, independently of the limit, and owns it from now on.</summary>
    public void Append(EventBatch batch)
    {
        lock (_lock)
        {
            _filled.Enqueue(batch);
            _tail = null;
            Count(batch.Count, SizeOf(batch));
        }
    }

    /// <summary>Exchanges <paramref name="batch"/> for the oldest batch.</summary>
    /// <returns>False if there was no event in time.</returns>
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
            first.Clear();
            _idle.Return(first);
            Count(-batch.Count, -SizeOf(batch));
            return true;
        }
    }

    /// <summary>Frees memory that was not needed since the last call.</summary>
    public void FreeUnused() => _idle.FreeUnused();

    /// <summary>Refuses further events; those that are queued can still be read.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Accepts events again after <see cref="Close"/>.</summary>
    public void Reopen()
    {
        lock (_lock)
        {
            _closed = false;
        }
    }

    /// <summary>Closes the queue, and moves all events to a store.</summary>
    /// <returns>The number of events.</returns>
    public long TransferTo(PendingEventStore store)
    {
        lock (_lock)
        {
            _closed = true;
            _tail = null;
            var events = CountEvents();
            Count(-events, -_bytes);
            store.Save(_filled, Window);
            _filled.Clear();
            return events;
        }
    }

    /// <summary>Closes the queue, and gives its batches to <paramref name="visit"/>, which does not change them.</summary>
    public void Visit(Action<IReadOnlyCollection<EventBatch>> visit)
    {
        lock (_lock)
        {
            _closed = true;
            visit(_filled);
        }
    }

    /// <summary>Closes the queue and removes all events, which are saved elsewhere; what is remembered of them is moved to a store.</summary>
    public void Clear(PendingEventStore store)
    {
        lock (_lock)
        {
            _closed = true;
            FreeAll();
            store.Save([], Window);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            FreeAll();
            _idle.Clear();
        }
    }

    private void FreeAll()
    {
        Count(-CountEvents(), -_bytes);
        foreach (var batch in _filled)
        {
            batch.Dispose();
        }

        _tail = null;
        _filled.Clear();
    }

    // Returns how many events were added.
    private int Add(ReadOnlySpan<byte> text, ReadResult result, bool dropsDuplicates)
    {
        Window?.RemoveExpired();
        var sink = new TailSink(this, dropsDuplicates);
        try
        {
            result.CopyTo(text, ref sink);
        }
        finally
        {
            // If the system is out of memory, the events before are in the queue nevertheless.
            Count(sink.Events, sink.Bytes);
        }

        return sink.Events;
    }

    private static long SizeOf(long payload, long indexes, int events) => payload + indexes + (long)events * EventLayout.PayloadOffset;

    private EventBatch Tail()
    {
        if (_tail is null || BatchLimits.IsFull(_tail))
        {
            _tail = _idle.TryRent(out var idle) ? idle : new EventBatch();
            _filled.Enqueue(_tail);
        }

        return _tail;
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

    // Adds the events that are not duplicates to a batch that is not queued.
    private struct NewEventSink(EventBatch batch, DedupeWindow? window, LaterEventMarker marker) : IAuditEventSink
    {
        public int Events { get; private set; }

        public void Add(ReadOnlySpan<byte> json, in AuditEventHeader header, ReadOnlySpan<byte> index)
        {
            if (window?.Contains(header.Key) != true)
            {
                batch.Add(json, header.Timestamp, marker.Mark(json, index));
                window?.Add(header.Key);
                Events++;
            }
        }
    }

    // Adds the events that are not duplicates to the last batch.
    private struct TailSink(EventQueue queue, bool dropsDuplicates) : IAuditEventSink
    {
        public int Events { get; private set; }

        public long Bytes { get; private set; }

        public void Add(ReadOnlySpan<byte> json, in AuditEventHeader header, ReadOnlySpan<byte> index)
        {
            if (dropsDuplicates && queue.Window?.Contains(header.Key) == true)
            {
                return;
            }

            // If this fails, the client sends the event again, and it must not be a duplicate then.
            index = queue._marker.Mark(json, index);
            queue.Tail().Add(json, header.Timestamp, index);
            queue.Window?.Add(header.Key);
            Events++;
            Bytes += SizeOf(json.Length, index.Length, 1);
        }
    }
}
