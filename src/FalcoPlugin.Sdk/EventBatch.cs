using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>
/// Events in native memory, laid out as the host reads them. Memory is taken in slabs by the events' real sizes, never moves while the
/// batch holds events, and is kept for the next round.
/// <code>
///  | header, payload | to 8 bytes | notes | to 8 bytes | next event …
///  └── the host's ───┘            └ ours ─┘
/// </code>
/// </summary>
public sealed unsafe class EventBatch : IDisposable
{
    /// <summary>Size of an ordinary slab, in bytes; a larger event gets a slab of its own, which is given back with it.</summary>
    public const int SlabSize = 256 * 1024;

    private const int Alignment = 8;

    private List<Slab> _slabs = [];
    private List<Slab> _largeSlabs = [];
    private byte** _events;
    private Size* _sizes;
    private int _eventCapacity;
    private int _lastFound;
    private int _slab;
    private int _used;
    private int _reserved;
    private byte* _pending;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>The payloads' lengths together, in bytes.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>The notes' lengths together, in bytes.</summary>
    public long FieldIndexBytes { get; private set; }

    /// <summary>The array of pointers to events that the host is given.</summary>
    public byte** Events => _events;

    /// <summary>Changes whenever events are given up; while it is the same, an event that was found here is the same.</summary>
    internal int Version { get; private set; }

    /// <summary>Copies one event in.</summary>
    /// <param name="payload">The event's bytes.</param>
    /// <param name="timestamp">Nanoseconds since the epoch; <see cref="EventLayout.TimestampUnknown"/> lets the host fill in the present.</param>
    /// <param name="notes">What the source found out about the event already: <see cref="PluginEvent.FieldIndex"/>, where the host asks for fields of it.</param>
    public void Add(ReadOnlySpan<byte> payload, ulong timestamp, ReadOnlySpan<byte> notes = default)
    {
        var notesStart = Padded(EventLayout.PayloadOffset + payload.Length) - EventLayout.PayloadOffset;
        var room = Reserve(notes.IsEmpty ? payload.Length : checked(notesStart + notes.Length));
        payload.CopyTo(room);
        if (!notes.IsEmpty)
        {
            notes.CopyTo(room[notesStart..]);
        }

        Commit(payload.Length, notes.Length, timestamp);
    }

    /// <summary>Room for one event of at most <paramref name="maxLength"/> bytes, to be written and then committed.</summary>
    public Span<byte> Reserve(int maxLength)
    {
        var total = checked(EventLayout.PayloadOffset + maxLength);
        if (total > SlabSize)
        {
            _pending = NativePages.Allocate(total);
            _largeSlabs.Add(new Slab((nint)_pending, total));
        }
        else
        {
            _pending = AllocateInSlab(total);
        }

        _reserved = maxLength;
        return new Span<byte>(_pending + EventLayout.PayloadOffset, maxLength);
    }

    /// <summary>Makes an event of the first <paramref name="length"/> bytes of what was reserved.</summary>
    public void Commit(int length, ulong timestamp) => Commit(length, notesLength: 0, timestamp);

    /// <summary>Changes contents with another batch, without copying: how a queued batch reaches the host.</summary>
    public void Exchange(EventBatch other)
    {
        var (events, sizes) = ((nint)_events, (nint)_sizes);
        _events = other._events;
        _sizes = other._sizes;
        other._events = (byte**)events;
        other._sizes = (Size*)sizes;
        (_eventCapacity, other._eventCapacity) = (other._eventCapacity, _eventCapacity);
        (_slab, other._slab) = (other._slab, _slab);
        (_used, other._used) = (other._used, _used);
        (Count, other.Count) = (other.Count, Count);
        (PayloadBytes, other.PayloadBytes) = (other.PayloadBytes, PayloadBytes);
        (FieldIndexBytes, other.FieldIndexBytes) = (other.FieldIndexBytes, FieldIndexBytes);
        (_slabs, other._slabs) = (other._slabs, _slabs);
        (_largeSlabs, other._largeSlabs) = (other._largeSlabs, _largeSlabs);
        Version++;
        other.Version++;
    }

    /// <summary>Forgets the events and keeps the ordinary slabs.</summary>
    public void Clear()
    {
        Free(_largeSlabs);
        _slab = _used = Count = _lastFound = 0;
        PayloadBytes = FieldIndexBytes = 0;
        Version++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        Free(_slabs);
        NativeMemory.Free(_events);
        NativeMemory.Free(_sizes);
        _events = null;
        _sizes = null;
        _eventCapacity = 0;
    }

    /// <summary>Whether an event of the host's is one of these, with what was noted of it.</summary>
    internal bool TryFind(byte* present, out ReadOnlySpan<byte> notes)
    {
        // Hosts ask about one event after the other.
        for (var tried = 0; tried < Count; tried++)
        {
            if (_lastFound >= Count)
            {
                _lastFound = 0;
            }

            var size = _sizes[_lastFound];
            if (_events[_lastFound] == present && EventLayout.TotalLength(present) == (uint)size.Event)
            {
                notes = new ReadOnlySpan<byte>(present + Padded(size.Event), size.FieldIndex);
                return true;
            }

            _lastFound++;
        }

        notes = default;
        return false;
    }

    private static int Padded(int length) => checked(length + Alignment - 1) & ~(Alignment - 1);

    private void Commit(int length, int notesLength, ulong timestamp)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_reserved);
        EventLayout.WriteHeader(_pending, timestamp, pluginId: 0, length);
        var size = new Size(EventLayout.PayloadOffset + length, notesLength);
        if (_reserved + EventLayout.PayloadOffset <= SlabSize)
        {
            _used += Padded(size.Event) + Padded(notesLength);
        }

        if (Count == _eventCapacity)
        {
            // Counts only when both are there: either may fail.
            var capacity = Math.Max(64, _eventCapacity * 2);
            _events = (byte**)NativeMemory.Realloc(_events, (nuint)capacity * (nuint)sizeof(byte*));
            _sizes = (Size*)NativeMemory.Realloc(_sizes, (nuint)capacity * (nuint)sizeof(Size));
            _eventCapacity = capacity;
        }

        _sizes[Count] = size;
        _events[Count++] = _pending;
        PayloadBytes += length;
        FieldIndexBytes += notesLength;
        _reserved = 0;
    }

    private byte* AllocateInSlab(int length)
    {
        if (_slabs.Count > 0 && _used + length > SlabSize)
        {
            _slab++;
            _used = 0;
        }

        if (_slab == _slabs.Count)
        {
            _slabs.Add(new Slab((nint)NativePages.Allocate(SlabSize), SlabSize));
        }

        return (byte*)_slabs[_slab].Start + _used;
    }

    private static void Free(List<Slab> slabs)
    {
        foreach (var (start, length) in slabs)
        {
            NativePages.Free((byte*)start, length);
        }

        slabs.Clear();
    }

    private readonly record struct Slab(nint Start, long Length);

    // Of an event with its header, and of its notes, in bytes.
    private readonly record struct Size(int Event, int FieldIndex);
}
