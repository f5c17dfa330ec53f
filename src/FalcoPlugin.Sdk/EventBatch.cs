using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Memory;
using FalcoPlugin.Sdk.Messages;

namespace FalcoPlugin.Sdk;

/// <summary>
/// Events in native memory, laid out as the host reads them. Memory is allocated in slabs, does not move while the batch contains events, and is reused after
/// <see cref="Clear"/>.
/// <code>
///  | header, payload | to 8 bytes | field index | to 8 bytes | next event …
///  └─ for the host ──┘            └─ for the ───┘
///                                    extractor
/// </code>
/// </summary>
public sealed unsafe class EventBatch : IDisposable
{
    /// <summary>Size of an ordinary slab, in bytes. A larger event has a slab of its own, which is freed with it.</summary>
    public const int SlabSize = EventSlabs.SlabSize;

    private const int Alignment = 8;
    private const int MaxReservation = int.MaxValue - EventLayout.PayloadOffset - Alignment;

    private EventSlabs _slabs = new();
    private byte** _events;
    private EventSize* _sizes;
    private int _eventCapacity;
    private int _lastFound;

    // The event that Reserve returned memory for, and the length of that memory; null if there is none.
    private byte* _reserved;
    private int _reservedLength;

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    /// <summary>The sum of the payloads' lengths, in bytes.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>The sum of the field indexes' lengths, in bytes.</summary>
    public long FieldIndexBytes { get; private set; }

    /// <summary>The array of pointers to events that the host receives.</summary>
    public byte** Events => _events;

    /// <summary>
    /// The timestamp of the last event, in nanoseconds since the Unix epoch; <see cref="EventLayout.TimestampUnknown"/> if it has none or the batch is empty.
    /// </summary>
    public ulong LastTimestamp => Count > 0 ? EventLayout.ReadTimestamp(_events[Count - 1]) : EventLayout.TimestampUnknown;

    /// <summary>
    /// The number of events up to the last one from which the host extracted fields. It has not read the events after it, unless it reads events without
    /// fields.
    /// </summary>
    internal int AskedCount { get; private set; }

    /// <summary>Changes whenever events become invalid. As long as it is unchanged, the event at an address is the same.</summary>
    internal int Version { get; private set; }

    /// <summary>Adds a copy of an event.</summary>
    /// <param name="payload">The event's bytes.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch; <see cref="EventLayout.TimestampUnknown"/> for the time at which the host receives the
    /// event.</param>
    /// <param name="fieldIndex">Data that the source stores with the event: <see cref="PluginEvent.FieldIndex"/> when its fields are extracted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The event is too long (about 2 GB).</exception>
    /// <exception cref="InsufficientMemoryException">The system has no memory.</exception>
    public void Add(ReadOnlySpan<byte> payload, ulong timestamp, ReadOnlySpan<byte> fieldIndex = default)
    {
        var indexStart = (int)Padded(EventLayout.PayloadOffset + (long)payload.Length) - EventLayout.PayloadOffset;
        var target = ReserveCore(fieldIndex.IsEmpty ? payload.Length : (long)indexStart + fieldIndex.Length);
        payload.CopyTo(target);
        if (!fieldIndex.IsEmpty)
        {
            fieldIndex.CopyTo(target[indexStart..]);
        }

        CommitCore(payload.Length, fieldIndex.Length, timestamp);
    }

    /// <summary>
    /// Returns memory for one event, to be written and then added by <see cref="Commit"/>. It becomes invalid at the next call of any other method.
    /// </summary>
    /// <param name="maxLength">The event's maximum length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or too large (about 2 GB).</exception>
    /// <exception cref="InsufficientMemoryException">The system has no memory.</exception>
    public Span<byte> Reserve(int maxLength) => ReserveCore(maxLength);

    /// <summary>Adds the event that was written into the memory that <see cref="Reserve"/> returned.</summary>
    /// <param name="length">The event's length in bytes.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch; <see cref="EventLayout.TimestampUnknown"/> for the time at which the host receives the
    /// event.</param>
    /// <exception cref="InvalidOperationException"><see cref="Reserve"/> was not called before, or the batch has changed since.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than <see cref="Reserve"/> was called with.</exception>
    public void Commit(int length, ulong timestamp)
    {
        if (_reserved == null)
        {
            throw SourceMistakes.CommitWithoutReserve();
        }

        if ((uint)length > (uint)_reservedLength)
        {
            throw SourceMistakes.CommitLength(length, _reservedLength);
        }

        CommitCore(length, fieldIndexLength: 0, timestamp);
    }

    /// <summary>Exchanges the contents of two batches without copying, which is how a queued batch reaches the host.</summary>
    public void Exchange(EventBatch other)
    {
        var (events, sizes) = ((nint)_events, (nint)_sizes);
        _events = other._events;
        _sizes = other._sizes;
        other._events = (byte**)events;
        other._sizes = (EventSize*)sizes;
        (_eventCapacity, other._eventCapacity) = (other._eventCapacity, _eventCapacity);
        (Count, other.Count) = (other.Count, Count);
        (PayloadBytes, other.PayloadBytes) = (other.PayloadBytes, PayloadBytes);
        (FieldIndexBytes, other.FieldIndexBytes) = (other.FieldIndexBytes, FieldIndexBytes);
        (_slabs, other._slabs) = (other._slabs, _slabs);
        InvalidateEvents();
        other.InvalidateEvents();
    }

    /// <summary>Removes the first events. The others do not move; the memory of those that are removed is reused after <see cref="Clear"/>.</summary>
    /// <param name="count">The number of events to remove.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch has fewer events.</exception>
    public void RemoveFirst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        for (var i = 0; i < count; i++)
        {
            PayloadBytes -= _sizes[i].Event - EventLayout.PayloadOffset;
            FieldIndexBytes -= _sizes[i].FieldIndex;
        }

        Count -= count;
        new Span<nint>(_events + count, Count).CopyTo(new Span<nint>(_events, Count));
        new Span<EventSize>(_sizes + count, Count).CopyTo(new Span<EventSize>(_sizes, Count));
        InvalidateEvents();
    }

    /// <summary>The data that the source stored with an event.</summary>
    /// <param name="index">The position of the event in <see cref="Events"/>.</param>
    /// <returns>The data, valid until the batch changes; empty if there are none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The batch has fewer events.</exception>
    public ReadOnlySpan<byte> FieldIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return new ReadOnlySpan<byte>(_events[index] + Padded(_sizes[index].Event), _sizes[index].FieldIndex);
    }

    /// <summary>Removes the events, and keeps the ordinary slabs for other events.</summary>
    public void Clear()
    {
        _slabs.Clear();
        Count = 0;
        PayloadBytes = FieldIndexBytes = 0;
        InvalidateEvents();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        _slabs.Free();
        NativeMemory.Free(_events);
        NativeMemory.Free(_sizes);
        _events = null;
        _sizes = null;
        _eventCapacity = 0;
    }

    /// <summary>Whether the batch contains an event that the host passes.</summary>
    /// <param name="current">The event.</param>
    /// <param name="fieldIndex">The field index that it was added with.</param>
    internal bool TryFind(byte* current, out ReadOnlySpan<byte> fieldIndex)
    {
        // Hosts process the events in order.
        for (var tried = 0; tried < Count; tried++)
        {
            if (_lastFound >= Count)
            {
                _lastFound = 0;
            }

            var size = _sizes[_lastFound];
            if (_events[_lastFound] == current && EventLayout.TotalLength(current) == (uint)size.Event)
            {
                fieldIndex = new ReadOnlySpan<byte>(current + Padded(size.Event), size.FieldIndex);
                AskedCount = Math.Max(AskedCount, _lastFound + 1);
                return true;
            }

            _lastFound++;
        }

        fieldIndex = default;
        return false;
    }

    private static long Padded(long length) => (length + Alignment - 1) & -Alignment;

    private void InvalidateEvents()
    {
        _reserved = null;
        _lastFound = AskedCount = 0;
        Version++;
    }

    private Span<byte> ReserveCore(long maxLength)
    {
        if ((ulong)maxLength > MaxReservation)
        {
            throw SourceMistakes.ReservationLength(maxLength, MaxReservation);
        }

        var total = EventLayout.PayloadOffset + (int)maxLength;
        _reserved = _slabs.Reserve(total);
        _reservedLength = (int)maxLength;
        return new Span<byte>(_reserved + EventLayout.PayloadOffset, (int)maxLength);
    }

    private void CommitCore(int length, int fieldIndexLength, ulong timestamp)
    {
        EventLayout.WriteHeader(_reserved, timestamp, pluginId: 0, length);
        var size = new EventSize(EventLayout.PayloadOffset + length, fieldIndexLength);
        if (Count == _eventCapacity)
        {
            GrowEvents();
        }

        _slabs.Use(EventLayout.PayloadOffset + _reservedLength, (int)(Padded(size.Event) + Padded(fieldIndexLength)));
        _sizes[Count] = size;
        _events[Count++] = _reserved;
        PayloadBytes += length;
        FieldIndexBytes += fieldIndexLength;
        _reserved = null;
    }

    private void GrowEvents()
    {
        // The capacity changes last, because either allocation may fail.
        var capacity = Math.Max(64, _eventCapacity * 2);
        _events = (byte**)NativeMemory.Realloc(_events, (nuint)capacity * (nuint)sizeof(byte*));
        _sizes = (EventSize*)NativeMemory.Realloc(_sizes, (nuint)capacity * (nuint)sizeof(EventSize));
        _eventCapacity = capacity;
    }

    // The length of an event with its header, and of its field index, in bytes.
    private readonly record struct EventSize(int Event, int FieldIndex);
}
