using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>
/// Events in native memory, laid out as the host reads them. Memory is taken in slabs by the events' real sizes, never moves while the
/// batch holds events, and is kept for the next round.
/// </summary>
public sealed unsafe class EventBatch : IDisposable
{
    /// <summary>Size of an ordinary slab, in bytes; a larger event gets a slab of its own, which is given back with it.</summary>
    public const int SlabSize = 256 * 1024;

    private const int Alignment = 8;

    private List<nint> _slabs = [];
    private List<(nint Start, long Length)> _largeSlabs = [];
    private byte** _events;
    private int _eventCapacity;
    private int _slab;
    private int _used;
    private int _reserved;
    private byte* _pending;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>The payloads' lengths together, in bytes.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>The array of pointers to events that the host is given.</summary>
    public byte** Events => _events;

    /// <summary>Copies one event in.</summary>
    /// <param name="payload">The event's bytes.</param>
    /// <param name="timestamp">Nanoseconds since the epoch; <see cref="EventLayout.TimestampUnknown"/> lets the host fill in the present.</param>
    public void Add(ReadOnlySpan<byte> payload, ulong timestamp)
    {
        payload.CopyTo(Reserve(payload.Length));
        Commit(payload.Length, timestamp);
    }

    /// <summary>Room for one event of at most <paramref name="maxLength"/> bytes, to be written and then committed.</summary>
    public Span<byte> Reserve(int maxLength)
    {
        var total = checked(EventLayout.PayloadOffset + maxLength);
        if (total > SlabSize)
        {
            _pending = NativePages.Allocate(total);
            _largeSlabs.Add(((nint)_pending, total));
        }
        else
        {
            _pending = RoomInSlab(total);
        }

        _reserved = maxLength;
        return new Span<byte>(_pending + EventLayout.PayloadOffset, maxLength);
    }

    /// <summary>Makes an event of the first <paramref name="length"/> bytes of what was reserved.</summary>
    public void Commit(int length, ulong timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_reserved);
        EventLayout.WriteHeader(_pending, timestamp, pluginId: 0, length);
        if (_reserved + EventLayout.PayloadOffset <= SlabSize)
        {
            _used += (EventLayout.PayloadOffset + length + Alignment - 1) & ~(Alignment - 1);
        }

        if (Count == _eventCapacity)
        {
            _eventCapacity = Math.Max(64, _eventCapacity * 2);
            _events = (byte**)NativeMemory.Realloc(_events, (nuint)(_eventCapacity * sizeof(byte*)));
        }

        _events[Count++] = _pending;
        PayloadBytes += length;
        _reserved = 0;
    }

    /// <summary>Changes contents with another batch, without copying: how a queued batch reaches the host.</summary>
    public void Exchange(EventBatch other)
    {
        var events = _events;
        _events = other._events;
        other._events = events;
        (_eventCapacity, other._eventCapacity) = (other._eventCapacity, _eventCapacity);
        (_slab, other._slab) = (other._slab, _slab);
        (_used, other._used) = (other._used, _used);
        (Count, other.Count) = (other.Count, Count);
        (PayloadBytes, other.PayloadBytes) = (other.PayloadBytes, PayloadBytes);
        (_slabs, other._slabs) = (other._slabs, _slabs);
        (_largeSlabs, other._largeSlabs) = (other._largeSlabs, _largeSlabs);
    }

    /// <summary>Forgets the events and keeps the ordinary slabs.</summary>
    public void Clear()
    {
        foreach (var (start, length) in _largeSlabs)
        {
            NativePages.Free((byte*)start, length);
        }

        _largeSlabs.Clear();
        _slab = _used = Count = 0;
        PayloadBytes = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        foreach (var slab in _slabs)
        {
            NativePages.Free((byte*)slab, SlabSize);
        }

        _slabs.Clear();
        NativeMemory.Free(_events);
        _events = null;
        _eventCapacity = 0;
    }

    private byte* RoomInSlab(int length)
    {
        if (_slabs.Count > 0 && _used + length > SlabSize)
        {
            _slab++;
            _used = 0;
        }

        if (_slab == _slabs.Count)
        {
            _slabs.Add((nint)NativePages.Allocate(SlabSize));
        }

        return (byte*)_slabs[_slab] + _used;
    }
}
