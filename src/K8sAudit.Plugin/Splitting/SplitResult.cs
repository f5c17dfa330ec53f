using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Cutting;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Sources.Webhook;

namespace K8sAudit.Plugin.Splitting;

/// <summary>What a text holds: its events and what was no event. Used again for text after text, so that an event costs no allocation.</summary>
internal sealed class SplitResult
{
    /// <summary>How many rejections of one text are kept with their offsets; the rest is counted.</summary>
    public const int DetailLimit = 16;

    // Notes that would take more than half of what their event takes are not kept, so that nobody can fill the memory with them.
    private const int EventBytesPerIndexByte = 2;
    private const int MaxOffsets = 1024;

    // What is kept for the next text: some times what a batch of the API server needs.
    private const int MaxIdleBytes = 1024 * 1024;
    private const int MaxIdleEvents = 4096;
    private const int MaxIdleOffsets = 64 * 1024;
    private const int InitialCapacity = 512;

    private readonly Rejection[] _details = new Rejection[DetailLimit];
    private AuditEventSlice[] _events = new AuditEventSlice[InitialCapacity];
    private FieldOffset[] _offsets = new FieldOffset[InitialCapacity];
    private EventKey[] _keys = [];
    private byte[] _truncated = [];
    private Mark _state;

    /// <summary>Finds the fields of the present event, while it is split off.</summary>
    public JsonPathReader Reader { get; } = new(AuditFields.Paths) { MaxOffsets = MaxOffsets };

    public ReadOnlySpan<AuditEventSlice> Events => _events.AsSpan(0, _state.Events);

    /// <summary>One key for each event, where somebody computes them.</summary>
    public Span<EventKey> Keys
    {
        get
        {
            if (_keys.Length < _state.Events)
            {
                _keys = new EventKey[_events.Length];
            }

            return _keys.AsSpan(0, _state.Events);
        }
    }

    /// <summary>How many events are taken of a text.</summary>
    public int MaxEvents { get; set; } = int.MaxValue;

    /// <summary>Whether there were more.</summary>
    public bool HasMore => _state.HasMore;

    /// <summary>How many of the events were too large or too deep and were cut.</summary>
    public int Truncated => _state.Truncated;

    /// <summary>How many of the events turned out to have been taken before.</summary>
    public int Duplicates { get; set; }

    /// <summary>The events' lengths together, in bytes.</summary>
    public long EventBytes => _state.EventBytes;

    /// <summary>The lengths of the events' notes together, in bytes.</summary>
    public long FieldIndexBytes => (long)_state.Offsets * Unsafe.SizeOf<FieldOffset>();

    public RejectionCounts Rejected => _state.Rejected;

    /// <summary>The first rejections, in their order.</summary>
    public ReadOnlySpan<Rejection> Details => _details.AsSpan(0, _state.Details);

    /// <summary>Whether the text ended inside a value, so that something of it is missing.</summary>
    public bool IsIncomplete => _state.Rejected.Of(RejectionReason.Incomplete) > 0;

    /// <summary>Where a truncated text's unfinished part begins.</summary>
    public Continuation Continuation { get; set; }

    /// <summary>Takes the last rejection back, as more of the text will come.</summary>
    public void ForgetIncomplete()
    {
        if (IsIncomplete)
        {
            _state.Rejected[(int)RejectionReason.Incomplete] = 0;
            _state.Details--;
        }
    }

    public void Clear()
    {
        _state = default;
        Duplicates = 0;
        _truncated = _truncated.Length > MaxIdleBytes ? [] : _truncated;
        _offsets = _offsets.Length > MaxIdleOffsets ? new FieldOffset[InitialCapacity] : _offsets;
        if (_events.Length > MaxIdleEvents)
        {
            (_events, _keys) = (new AuditEventSlice[InitialCapacity], []);
        }
    }

    public void Add(AuditEventSlice slice)
    {
        if (TryGrow())
        {
            Put(slice);
        }
    }

    /// <summary>Adds an event, with the notes that <see cref="Reader"/> has of it, as far as they fit.</summary>
    public void AddIndexed(AuditEventSlice slice)
    {
        if (!TryGrow())
        {
            return;
        }

        var room = Math.Min(slice.Length / (Unsafe.SizeOf<FieldOffset>() * EventBytesPerIndexByte), MaxOffsets);
        if (_offsets.Length - _state.Offsets < room)
        {
            Array.Resize(ref _offsets, checked(_offsets.Length * 2 + room));
        }

        var isNoted = Reader.CopyOffsets(slice.Start, _offsets.AsSpan(_state.Offsets, room), out var count);
        Put(slice with { FirstOffset = _state.Offsets, OffsetCount = isNoted ? count : 0 });
        _state.Offsets += isNoted ? count : 0;
    }

    /// <summary>Cuts an event that is too large or too deep; <see cref="AddTruncated"/> adds it.</summary>
    /// <param name="json">The event.</param>
    /// <param name="maxLength">How many bytes may be left of it.</param>
    /// <param name="maxDepth">How many levels may be left of it.</param>
    /// <param name="left">What is left of it, until more is cut.</param>
    /// <returns>False where it cannot be cut that far.</returns>
    public bool TryTruncate(ReadOnlySpan<byte> json, int maxLength, int maxDepth, out ReadOnlySpan<byte> left)
    {
        var start = _state.TruncatedBytes;
        maxLength = Math.Min(maxLength, EventTruncator.RoomOf(json));
        if (_truncated.Length - start < maxLength)
        {
            Array.Resize(ref _truncated, Math.Max(checked(start + maxLength), (int)Math.Min(_truncated.Length * 2L, Array.MaxLength)));
        }

        var isCut = EventTruncator.TryTruncate(json, _truncated.AsSpan(start, maxLength), out var length, maxDepth);
        left = _truncated.AsSpan(start, isCut ? length : 0);
        return isCut;
    }

    /// <summary>Adds the event that was cut last.</summary>
    public void AddTruncated(int length, ulong timestamp, bool hasAuditId)
    {
        if (!TryGrow())
        {
            return;
        }

        Put(new AuditEventSlice(_state.TruncatedBytes, length, timestamp, hasAuditId, IsTruncated: true));
        _state.TruncatedBytes += length;
        _state.Truncated++;
    }

    /// <summary>The bytes of one of the events.</summary>
    /// <param name="text">The text that was split.</param>
    /// <param name="slice">The event.</param>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> text, in AuditEventSlice slice) => (slice.IsTruncated ? _truncated : text).Slice(slice.Start, slice.Length);

    /// <summary>What was found of one of the events, as <see cref="AuditEvent"/> understands it; empty where that has to look itself.</summary>
    public ReadOnlySpan<byte> FieldIndex(in AuditEventSlice slice) => MemoryMarshal.AsBytes(_offsets.AsSpan(slice.FirstOffset, slice.OffsetCount));

    public void Reject(RejectionReason reason, int offset)
    {
        _state.Rejected[(int)reason]++;
        if (_state.Details < DetailLimit)
        {
            _details[_state.Details++] = new Rejection(reason, offset);
        }
        else if (reason == RejectionReason.Incomplete)
        {
            // Nothing comes after it, and whoever sent the text must be told where it ends.
            _details[^1] = new Rejection(reason, offset);
        }
    }

    /// <summary>How things stand, to come back to with <see cref="RollBack"/>.</summary>
    public Mark Remember() => _state;

    /// <summary>Forgets what was added since <paramref name="mark"/>.</summary>
    public void RollBack(in Mark mark) => _state = mark;

    /// <summary>Forgets the events that were added since <paramref name="mark"/>, and keeps the rejections.</summary>
    public void RollBackEvents(in Mark mark) => 
        (_state.Events, _state.HasMore, _state.EventBytes, _state.Truncated, _state.TruncatedBytes, _state.Offsets) = (mark.Events, mark.HasMore, mark.EventBytes, mark.Truncated, mark.TruncatedBytes, mark.Offsets);

    // False where a text may have no more events.
    private bool TryGrow()
    {
        if (_state.Events == MaxEvents)
        {
            _state.HasMore = true;
            return false;
        }

        if (_state.Events == _events.Length)
        {
            Array.Resize(ref _events, _events.Length * 2);
        }

        return true;
    }

    private void Put(AuditEventSlice slice)
    {
        _events[_state.Events++] = slice;
        _state.EventBytes += slice.Length;
    }

    internal struct Mark
    {
        public int Events;
        public bool HasMore;
        public long EventBytes;
        public int Truncated;
        public int TruncatedBytes;
        public int Offsets;
        public int Details;
        public RejectionCounts Rejected;
    }
}
