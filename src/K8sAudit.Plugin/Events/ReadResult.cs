using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events;

/// <summary>What one text holds: its events, and what was rejected. Reused for text after text, so that an event costs no allocation.</summary>
internal sealed class ReadResult
{
    /// <summary>The maximum number of rejections of one text whose offsets are stored; the others are only counted.</summary>
    public const int MaxRejections = 16;

    // Kept for the next text: several times what a batch of the API server needs.
    private const int MaxIdleBytes = 1024 * 1024;
    private const int MaxIdleEvents = 4096;
    private const int InitialCapacity = 512;

    private readonly Rejection[] _rejections = new Rejection[MaxRejections];
    private readonly FieldIndexBuffer _indexes = new();
    private AuditEventSlice[] _events = new AuditEventSlice[InitialCapacity];
    private byte[] _bytes = [];
    private ReadMark _state;

    // The state before the element in which the text ends, if that is read again from its start.
    private ReadMark _beforeIncomplete;
    private bool _isReadAgain;
    private bool _isIncompleteIgnored;
    private int _lookBacks;

    /// <summary>The maximum number of events.</summary>
    public int MaxCount { get; private set; }

    /// <summary>The events, in order.</summary>
    public ReadOnlySpan<AuditEventSlice> Events => _events.AsSpan(0, _state.Events);

    /// <summary>Whether the text has more events than the limit allows.</summary>
    public bool HasMore => _state.HasMore;

    /// <summary>The number of events.</summary>
    public int EventCount => _state.Events;

    /// <summary>The number of events that were truncated.</summary>
    public int Truncated => _state.Truncated;

    /// <summary>The total length of the events, in bytes.</summary>
    public long EventBytes => _state.EventBytes;

    /// <summary>The total length of the events' field indexes, in bytes.</summary>
    public long FieldIndexBytes => (long)_state.Offsets * FieldIndexBuffer.OffsetSize;

    /// <summary>The number of rejections by reason.</summary>
    public RejectionCounts Rejected => _state.Rejected;

    /// <summary>The first rejections, in order.</summary>
    public ReadOnlySpan<Rejection> Rejections => _rejections.AsSpan(0, _state.Rejections);

    /// <summary>Whether something was rejected, truncated or ignored.</summary>
    public bool HasFaults => (_state.Rejections | _state.Truncated | _state.Others.Total) != 0;

    /// <summary>What does not claim to be an audit event.</summary>
    public OtherCounts Others => _state.Others;

    /// <summary>Whether the text ends inside a value.</summary>
    public bool IsIncomplete => _state.IsIncomplete;

    /// <summary>Whether the text ends in something that was skipped because it is not JSON. What follows in a further text does not begin a document.</summary>
    public bool EndsInSkippedText { get; set; }

    /// <summary>Where the value begins that does not end, in bytes from the start of the text, if <see cref="IsIncomplete"/>.</summary>
    public int IncompleteOffset { get; private set; }

    /// <summary>Whether events of the first line were dropped because other text follows them on that line.</summary>
    public bool LosesFirstLine { get; set; }

    /// <summary>Where the incomplete part begins, if <see cref="IsIncomplete"/>.</summary>
    public Continuation Continuation { get; private set; }

    /// <summary>Gives all events to a sink.</summary>
    /// <param name="text">The text that was read.</param>
    /// <param name="sink">Receives them.</param>
    public void CopyTo<TSink>(ReadOnlySpan<byte> text, ref TSink sink)
        where TSink : IAuditEventSink
    {
        foreach (ref readonly var slice in Events)
        {
            sink.Add(Json(text, in slice), in slice.Header, FieldIndex(in slice));
        }
    }

    /// <summary>The JSON of one of the events.</summary>
    /// <param name="text">The text that was read.</param>
    /// <param name="slice">The event.</param>
    public ReadOnlySpan<byte> Json(ReadOnlySpan<byte> text, in AuditEventSlice slice) =>
        (slice.IsConverted ? _bytes : text).Slice(slice.Start, slice.Length);

    /// <summary>The field index of one of the events.</summary>
    public ReadOnlySpan<byte> FieldIndex(in AuditEventSlice slice) => _indexes.Of(in slice);

    /// <summary>Removes everything, before the next text.</summary>
    public void Clear(int maxCount = int.MaxValue)
    {
        _state = default;
        _lookBacks = 0;
        (EndsInSkippedText, LosesFirstLine) = (false, false);
        MaxCount = maxCount;
        _indexes.Trim();
        _bytes = _bytes.Length > MaxIdleBytes ? [] : _bytes;
        _events = _events.Length > MaxIdleEvents ? new AuditEventSlice[InitialCapacity] : _events;
    }

    /// <summary>Adds an event of the text.</summary>
    /// <param name="start">Offset of its first byte.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="header">What is known about it.</param>
    /// <param name="reader">Has found the offsets of its fields; null if they are not known.</param>
    public void Add(int start, int length, in AuditEventHeader header, JsonPathReader? reader)
    {
        if (TryGrow())
        {
            var count = reader is null ? 0 : _indexes.Append(reader, start, length, _state.Offsets);
            Append(new AuditEventSlice(start, length, in header, _state.Offsets, count));
            _state.Offsets += count;
        }
    }

    /// <summary>Provides the space for an event that is to be truncated or converted, or for a converted text.</summary>
    /// <param name="maxLength">Its maximum length, in bytes.</param>
    public Span<byte> ReserveBytes(int maxLength)
    {
        var start = _state.Bytes;
        if (_bytes.Length - start < maxLength)
        {
            Array.Resize(ref _bytes, Math.Max(checked(start + maxLength), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        }

        return _bytes.AsSpan(start, maxLength);
    }

    /// <summary>Keeps what was written to <see cref="ReserveBytes"/>.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="offset">Where it begins.</param>
    public ReadOnlySpan<byte> CommitBytes(int length, out int offset)
    {
        offset = _state.Bytes;
        _state.Bytes += length;
        return _bytes.AsSpan(offset, length);
    }

    /// <summary>Adds the event that was written to <see cref="ReserveBytes"/>, and ends with the members that name its wrappers.</summary>
    /// <param name="start">Offset of the event in the text that the reader has read.</param>
    /// <param name="length">Its length with those members, in bytes.</param>
    /// <param name="header">What is known about it.</param>
    /// <param name="reader">Has found the offsets of its other fields; null if they are not known.</param>
    /// <param name="facts">The offsets of those members.</param>
    public void AddConverted(int start, int length, in AuditEventHeader header, JsonPathReader? reader, in WrapperOffsets facts)
    {
        if (TryGrow())
        {
            var count = reader is null ? 0 : _indexes.Append(reader, start, length, _state.Offsets);
            count = count == 0 ? 0 : _indexes.Append(in facts, _state.Offsets, count);
            Append(new AuditEventSlice(_state.Bytes, length, in header, _state.Offsets, count, isConverted: true));
            _state.Offsets += count;
            _state.Bytes += length;
        }
    }

    /// <summary>Adds the event that was written to <see cref="ReserveBytes"/>.</summary>
    public void AddTruncated(int length, in AuditEventHeader header)
    {
        if (TryGrow())
        {
            Append(new AuditEventSlice(_state.Bytes, length, header with { IsTruncated = true }, firstOffset: 0, offsetCount: 0, isConverted: true));
            _state.Bytes += length;
            _state.Truncated++;
        }
    }

    /// <summary>Counts a line or value that does not claim to be an audit event.</summary>
    public void Ignore(OtherContent kind, int offset) => _state.Others.Add(kind, offset);

    /// <summary>Whether events or rejections were added since <paramref name="mark"/>.</summary>
    public bool HasMoreThan(in ReadMark mark) => _state.Events > mark.Events || _state.HasMore || _state.Rejected.Total > mark.Rejected.Total;

    /// <summary>What was ignored since <paramref name="mark"/>.</summary>
    public OtherCounts OthersSince(in ReadMark mark) => _state.Others.Since(in mark.Others);

    /// <summary>Adds what was ignored.</summary>
    public void AddOthers(in OtherCounts others) => _state.Others.Add(in others);

    /// <summary>Removes what was ignored since <paramref name="mark"/>.</summary>
    public void RollBackOthers(in ReadMark mark) => _state.Others = mark.Others;

    /// <summary>Ends a text inside a value of the text: an incomplete one is not continued.</summary>
    public void EndNested() => (_state.IsIncomplete, EndsInSkippedText) = (false, false);

    /// <summary>Counts an element that is not an event although it claims to be one.</summary>
    public void Reject(RejectionReason reason, int offset)
    {
        _state.Rejected[(int)reason]++;
        if (_state.Rejections < MaxRejections)
        {
            _rejections[_state.Rejections++] = new Rejection(reason, offset);
        }
        else if (reason == RejectionReason.Incomplete)
        {
            // It is the last one, and the sender of the text is told where the text ends.
            _rejections[^1] = new Rejection(reason, offset);
        }
    }

    /// <summary>Rejects the incomplete value that the text ends in.</summary>
    /// <param name="continuation">Where it begins.</param>
    /// <param name="offset">The same in the text of the caller.</param>
    /// <param name="claimsToBeAudit">Whether it may be an audit event; otherwise it is ignored.</param>
    public void RejectIncomplete(Continuation continuation, int offset, bool claimsToBeAudit)
    {
        if (claimsToBeAudit)
        {
            Reject(RejectionReason.Incomplete, offset);
        }
        else
        {
            Ignore(OtherContent.Text, offset);
        }

        (_isIncompleteIgnored, IncompleteOffset) = (!claimsToBeAudit, offset);
        _state.IsIncomplete = true;
        Continuation = continuation;
        _isReadAgain = false;
    }

    /// <summary>Moves <see cref="Continuation"/> to the start of the element in which the text ends.</summary>
    /// <param name="continuation">The start of the element.</param>
    /// <param name="before">The state before the element.</param>
    public void ContinueAt(Continuation continuation, in ReadMark before)
    {
        Continuation = continuation;
        _beforeIncomplete = before;
        _isReadAgain = true;
    }

    /// <summary>Takes back <see cref="RejectIncomplete"/>, because more of the text follows, with what was found after <see cref="Continuation"/>.</summary>
    public void AcceptIncomplete()
    {
        if (IsIncomplete && _isReadAgain)
        {
            RollBack(in _beforeIncomplete);
        }
        else if (IsIncomplete)
        {
            TakeBackIncomplete();
        }
    }

    /// <summary>Counts that reading continues before the place of an error.</summary>
    /// <param name="max">How often it may.</param>
    /// <returns>Whether it may.</returns>
    public bool TryLookBack(int max) => _lookBacks++ < max;

    /// <summary>The current state, for <see cref="RollBack"/>.</summary>
    public ReadMark Mark() => _state;

    /// <summary>Removes everything that was added since <paramref name="mark"/>.</summary>
    public void RollBack(in ReadMark mark) => _state = mark;

    /// <summary>Removes the events that were added since <paramref name="mark"/>, and keeps the rejections.</summary>
    public void RollBackEvents(in ReadMark mark)
    {
        var (rejections, rejected, others) = (_state.Rejections, _state.Rejected, _state.Others);
        _state = mark;
        (_state.Rejections, _state.Rejected, _state.Others) = (rejections, rejected, others);
    }

    // False if the text may not have more events.
    private void TakeBackIncomplete()
    {
        _state.IsIncomplete = false;
        if (_isIncompleteIgnored)
        {
            _state.Others.RemoveText();
            return;
        }

        _state.Rejected[(int)RejectionReason.Incomplete]--;
        _state.Rejections--;
    }

    private bool TryGrow()
    {
        if (_state.Events == MaxCount)
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

    private void Append(in AuditEventSlice slice)
    {
        _events[_state.Events++] = slice;
        _state.EventBytes += slice.Length;
    }
}
