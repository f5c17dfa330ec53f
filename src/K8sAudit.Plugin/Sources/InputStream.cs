using System.Runtime.CompilerServices;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources;

/// <summary>Reads the events of an input: finds them in its texts, adds them to batches, counts and reports.</summary>
internal sealed class InputStream(SourceContext context, IAuditInput input) : SourceStream(context)
{
    // Texts without events must not keep the host waiting for a batch.
    private const long MaxBytesWithoutPause = 16 * 1024 * 1024;

    private AuditEventReader _reader = context.CreateReader(isContinuous: true);

    private readonly DocumentLines _document = new();
    private readonly ContentReport _content = new(context);
    private readonly LaterEventMarker _marker = new();

    // Remembers the events of the webhook beside the input; null where there is none.
    private EventQueue? _remembered;

    // Texts without faults that are not counted yet. They are counted once for a batch: an atomic addition costs as much as a tenth of an event.
    private (long Texts, long Events, long Duplicates) _uncounted;
    private long _blankLines;

    /// <inheritdoc/>
    public override Progress Progress => input.Progress ?? Progress.None;

    /// <inheritdoc/>
    internal override FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait)
    {
        // No client waits for an acknowledgement of a finite input.
        if (isDraining && input.Progress is not null)
        {
            return FillStatus.End;
        }

        input.BeginBatch();
        try
        {
            return ReadTexts(batch, isDraining ? TimeSpan.Zero : wait);
        }
        finally
        {
            Context.Counters.ReceiveTexts(_uncounted.Texts, _uncounted.Events, _uncounted.Duplicates);
            _uncounted = default;
            Context.Counters.ReceiveBlank(_blankLines);
            _blankLines = 0;
            EndBatch(batch);
        }
    }

    // The offset to which the input was read counts only if no event before it waits for its rest.
    private void EndBatch(EventBatch batch)
    {
        _content.Count(batch.Count);
        if (_document.HasBegun || _reader.HasParts)
        {
            input.CountOther(batch.Count);
        }
        else
        {
            input.EndBatch(batch.Count);
        }
    }

    /// <inheritdoc/>
    internal override void DropDuplicatesOf(EventQueue queue) => (_remembered, _reader) = (queue, Context.CreateReader(computesKeys: true, isContinuous: true));

    /// <inheritdoc/>
    internal override void CountOther(int events) => input.CountOther(events);

    /// <inheritdoc/>
    protected override void Close() => input.Dispose();

    private FillStatus ReadTexts(EventBatch batch, TimeSpan wait)
    {
        for (var bytes = 0L; bytes < MaxBytesWithoutPause && !BatchLimits.IsFull(batch);)
        {
            switch (input.Read(batch.Count == 0 ? wait : TimeSpan.Zero, out var text))
            {
                case InputStatus.Text:
                    AddEvents(text, batch);
                    bytes += text.Length + 1;
                    break;
                case InputStatus.Idle when batch.Count == 0:
                    return FillStatus.Idle;
                case InputStatus.EndOfFile:
                    EndFile(batch);
                    break;
                case InputStatus.End:
                    EndFile(batch);
                    _content.Count(batch.Count);
                    _content.End();
                    return FillStatus.End;
                default:
                    return FillStatus.More;
            }
        }

        return FillStatus.More;
    }

    private void AddEvents(ReadOnlySpan<byte> line, EventBatch batch)
    {
        if (_document.HasBegun)
        {
            ContinueDocument(line, batch);
            return;
        }

        var result = _reader.Read(line, Context.Limits);
        if (result.IsIncomplete && (result.Continuation.Kind == ContinuationKind.Yaml || DocumentLines.MayBegin(line)))
        {
            BeginDocument(line, result);
        }

        Add(line, result, batch);
    }

    private void BeginDocument(ReadOnlySpan<byte> text, ReadResult result)
    {
        _document.Begin(text[result.Continuation.Offset..], result.Continuation.Kind);
        result.AcceptIncomplete();
    }

    private void ContinueDocument(ReadOnlySpan<byte> line, EventBatch batch)
    {
        if (!_document.IsContinuedBy(line))
        {
            EndDocument(batch);
            AddEvents(line, batch);
            return;
        }

        switch (_document.Add(line))
        {
            case DocumentState.Complete:
                EndDocument(batch);
                break;
            case DocumentState.Readable:
                ReadList(batch);
                break;
        }
    }

    // Reads the elements of a list that are complete.
    private void ReadList(EventBatch batch)
    {
        var text = _document.Text;
        var result = _reader.Read(text, Context.Limits);
        if (!result.IsIncomplete)
        {
            EndDocument(batch);
        }
        else if (result.Continuation.Kind is ContinuationKind.Documents or ContinuationKind.Nested || !EndsBetweenElements(text, result.Continuation))
        {
            _document.WaitForMore();
        }
        else
        {
            var rest = result.Continuation;
            result.AcceptIncomplete();
            Add(text, result, batch);
            _document.Begin(text[rest.Offset..], rest.Kind);
        }
    }

    // Whether the rest begins with an element, and not with the comma before one.
    private static bool EndsBetweenElements(ReadOnlySpan<byte> text, Continuation rest) =>
        text[..rest.Offset].TrimEnd(" \t\r\n"u8) is [.., (byte)',' or (byte)'['];

    // Reads a document that is complete, or that nothing continues.
    private void EndDocument(EventBatch batch)
    {
        if (_document.HasBegun)
        {
            // Without the end of the last line: the document may be cut inside a string, where a line end is not allowed.
            var text = _document.Text.TrimEnd((byte)'\n');
            Add(text, _reader.Read(text, Context.Limits, isFinal: true), batch);
            _document.Clear();
        }
    }

    private void EndFile(EventBatch batch)
    {
        EndDocument(batch);
        var result = _reader.Finish();
        if (result.HasFaults)
        {
            Add(default, result, batch);
        }
    }

    private void Add(ReadOnlySpan<byte> text, ReadResult result, EventBatch batch)
    {
        var duplicates = CopyTo(batch, text, result);
        if (result.HasFaults)
        {
            Record(text, result, duplicates);
        }
        else if (result.EventCount > 0)
        {
            ref var uncounted = ref _uncounted;
            uncounted.Texts++;
            uncounted.Events += result.EventCount;
            uncounted.Duplicates += duplicates;
        }
        else if (text.TrimStart(" \t\r\0"u8).IsEmpty)
        {
            _blankLines++;
        }
    }

    private void Record(ReadOnlySpan<byte> text, ReadResult result, int duplicates)
    {
        // The input has counted the bytes.
        Context.Record(input.Location, bytes: 0, result, duplicates);
        if (result.Others.Total > 0)
        {
            _content.Add(_content.HasFirst ? "" : input.Location, text, result.Others);
        }
    }

    // Returns how many events were duplicates.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CopyTo(EventBatch batch, ReadOnlySpan<byte> text, ReadResult result)
    {
        if (_remembered is not null)
        {
            return result.EventCount - _remembered.CopyNew(text, result, batch);
        }

        var sink = new EventBatchSink(batch, _marker);
        result.CopyTo(text, ref sink);
        return 0;
    }
}
