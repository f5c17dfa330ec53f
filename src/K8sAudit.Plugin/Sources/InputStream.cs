using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources;

/// <summary>Reads the events of an input: finds them in its texts, adds them to batches, counts and reports.</summary>
internal sealed class InputStream(SourceContext context, IAuditInput input) : SourceStream(context)
{
    // Texts without events must not keep the host waiting for a batch.
    private const long MaxBytesWithoutPause = 16 * 1024 * 1024;

    private readonly AuditEventReader _reader = context.CreateReader();

    // Texts without faults that are not counted yet. They are counted once for a batch: an atomic addition costs as much as a tenth of an event.
    private (long Texts, long Bytes, long Events) _uncounted;

    /// <inheritdoc/>
    public override Progress Progress => input.Progress ?? Progress.None;

    /// <inheritdoc/>
    protected override FillStatus Fill(EventBatch batch, bool isDraining)
    {
        // No client waits for an acknowledgement of a finite input.
        if (isDraining && input.Progress is not null)
        {
            return FillStatus.End;
        }

        input.BeginBatch();
        try
        {
            return ReadTexts(batch, isDraining ? TimeSpan.Zero : BatchLimits.Wait);
        }
        finally
        {
            Context.Counters.ReceiveTexts(_uncounted.Texts, _uncounted.Bytes, _uncounted.Events);
            _uncounted = default;
            input.EndBatch(batch.Count);
        }
    }

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
                case InputStatus.End:
                    return FillStatus.End;
                default:
                    return FillStatus.More;
            }
        }

        return FillStatus.More;
    }

    private void AddEvents(ReadOnlySpan<byte> text, EventBatch batch)
    {
        var result = _reader.Read(text, Context.Limits);
        var sink = new EventBatchSink(batch);
        result.CopyTo(text, ref sink);
        if (result.HasFaults)
        {
            Context.Record(input.Location, text.Length, result);
        }
        else if (!result.Events.IsEmpty)
        {
            _uncounted = (_uncounted.Texts + 1, _uncounted.Bytes + text.Length, _uncounted.Events + result.Events.Length);
        }
    }
}
