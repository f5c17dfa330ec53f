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
    private const int EventBytesPerNoteByte = 2;
    private const int MaxNotes = 1024;

    // What is kept for the next text: some times what a batch of the API server needs.
    private const int MaxIdleBytes = 1024 * 1024;
    private const int MaxIdleEvents = 4096;
    private const int MaxIdleNotes = 64 * 1024;
    private const int FirstRoom = 512;

    private readonly Rejection[] _details = new Rejection[DetailLimit];
    private AuditEventSlice[] _events = new AuditEventSlice[FirstRoom];
    private JsonNote[] _notes = new JsonNote[FirstRoom];
    private EventKey[] _keys = [];
    private byte[] _cut = [];
    private Mark _state;

    /// <summary>Finds the fields of the present event, while it is split off.</summary>
    public JsonPathReader Reader { get; } = new(AuditFields.Paths) { MaxNotes = MaxNotes };

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
    public int Cut => _state.Cut;

    /// <summary>How many of the events turned out to have been taken before.</summary>
    public int Duplicates { get; set; }

    /// <summary>The events' lengths together, in bytes.</summary>
    public long EventBytes => _state.EventBytes;

    /// <summary>The lengths of the events' notes together, in bytes.</summary>
    public long NoteBytes => (long)_state.Notes * Unsafe.SizeOf<JsonNote>();

    public RejectionCounts Rejected => _state.Rejected;

    /// <summary>The first rejections, in their order.</summary>
    public ReadOnlySpan<Rejection> Details => _details.AsSpan(0, _state.Details);

    /// <summary>Whether the text ended inside a value, so that something of it is missing.</summary>
    public bool IsTruncated => _state.Rejected.Of(RejectionReason.Truncated) > 0;

    /// <summary>Where a truncated text's unfinished part begins.</summary>
    public SplitRest Rest { get; set; }

    /// <summary>Takes the last rejection back, as more of the text will come.</summary>
    public void ForgetTruncation()
    {
        if (IsTruncated)
        {
            _state.Rejected[(int)RejectionReason.Truncated] = 0;
            _state.Details--;
        }
    }

    public void Clear()
    {
        _state = default;
        Duplicates = 0;
        _cut = _cut.Length > MaxIdleBytes ? [] : _cut;
        _notes = _notes.Length > MaxIdleNotes ? new JsonNote[FirstRoom] : _notes;
        if (_events.Length > MaxIdleEvents)
        {
            (_events, _keys) = (new AuditEventSlice[FirstRoom], []);
        }
    }

    public void Add(AuditEventSlice slice)
    {
        if (TryMakeRoom())
        {
            Put(slice);
        }
    }

    /// <summary>Adds an event, with the notes that <see cref="Reader"/> has of it, as far as they fit.</summary>
    public void AddNoted(AuditEventSlice slice)
    {
        if (!TryMakeRoom())
        {
            return;
        }

        var room = Math.Min(slice.Length / (Unsafe.SizeOf<JsonNote>() * EventBytesPerNoteByte), MaxNotes);
        if (_notes.Length - _state.Notes < room)
        {
            Array.Resize(ref _notes, checked(_notes.Length * 2 + room));
        }

        var isNoted = Reader.CopyNotes(slice.Start, _notes.AsSpan(_state.Notes, room), out var count);
        Put(slice with { FirstNote = _state.Notes, NoteCount = isNoted ? count : 0 });
        _state.Notes += isNoted ? count : 0;
    }

    /// <summary>Cuts an event that is too large or too deep; <see cref="AddCut"/> adds it.</summary>
    /// <param name="json">The event.</param>
    /// <param name="maxLength">How many bytes may be left of it.</param>
    /// <param name="maxDepth">How many levels may be left of it.</param>
    /// <param name="left">What is left of it, until more is cut.</param>
    /// <returns>False where it cannot be cut that far.</returns>
    public bool TryCut(ReadOnlySpan<byte> json, int maxLength, int maxDepth, out ReadOnlySpan<byte> left)
    {
        var start = _state.CutBytes;
        maxLength = Math.Min(maxLength, EventCutter.RoomOf(json));
        if (_cut.Length - start < maxLength)
        {
            Array.Resize(ref _cut, Math.Max(checked(start + maxLength), (int)Math.Min(_cut.Length * 2L, Array.MaxLength)));
        }

        var isCut = EventCutter.TryCut(json, _cut.AsSpan(start, maxLength), out var length, maxDepth);
        left = _cut.AsSpan(start, isCut ? length : 0);
        return isCut;
    }

    /// <summary>Adds the event that was cut last.</summary>
    public void AddCut(int length, ulong timestamp, bool hasAuditId)
    {
        if (!TryMakeRoom())
        {
            return;
        }

        Put(new AuditEventSlice(_state.CutBytes, length, timestamp, hasAuditId, IsCut: true));
        _state.CutBytes += length;
        _state.Cut++;
    }

    /// <summary>The bytes of one of the events.</summary>
    /// <param name="text">The text that was split.</param>
    /// <param name="slice">The event.</param>
    public ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> text, in AuditEventSlice slice) => (slice.IsCut ? _cut : text).Slice(slice.Start, slice.Length);

    /// <summary>What was found of one of the events, as <see cref="AuditEvent"/> understands it; empty where that has to look itself.</summary>
    public ReadOnlySpan<byte> Notes(in AuditEventSlice slice) => MemoryMarshal.AsBytes(_notes.AsSpan(slice.FirstNote, slice.NoteCount));

    public void Reject(RejectionReason reason, int offset)
    {
        _state.Rejected[(int)reason]++;
        if (_state.Details < DetailLimit)
        {
            _details[_state.Details++] = new Rejection(reason, offset);
        }
        else if (reason == RejectionReason.Truncated)
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
        (_state.Events, _state.HasMore, _state.EventBytes, _state.Cut, _state.CutBytes, _state.Notes) = (mark.Events, mark.HasMore, mark.EventBytes, mark.Cut, mark.CutBytes, mark.Notes);

    // False where a text may have no more events.
    private bool TryMakeRoom()
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
        public int Cut;
        public int CutBytes;
        public int Notes;
        public int Details;
        public RejectionCounts Rejected;
    }
}
