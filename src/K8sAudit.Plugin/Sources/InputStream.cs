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

    private AuditEventReader _reader = context.CreateReader();

    // Remembers the events of the webhook beside the input; null where there is none.
    private EventQueue? _remembered;

    // Texts without faults that are not counted yet. They are counted once for a batch: an atomic addition costs as much as a tenth of an event.
    private (long Texts, long Bytes, long Events, long Duplicates) _uncounted;

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
            Context.Counters.ReceiveTexts(_uncounted.Texts, _uncounted.Bytes, _uncounted.Events, _uncounted.Duplicates);
            _uncounted = default;
            input.EndBatch(batch.Count);
        }
    }

    /// <inheritdoc/>
    internal override void DropDuplicatesOf(EventQueue queue) => (_remembered, _reader) = (queue, Context.CreateReader(computesKeys: true));

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
        var duplicates = CopyTo(batch, text, result);
        if (result.HasFaults)
        {
            Context.Record(input.Location, text.Length, result, duplicates);
        }
        else if (!result.Events.IsEmpty)
        {
            _uncounted = (_uncounted.Texts + 1, _uncounted.Bytes + text.Length, _uncounted.Events + result.Events.Length, _uncounted.Duplicates + duplicates);
        }
    }

    // Returns how many events were duplicates.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CopyTo(EventBatch batch, ReadOnlySpan<byte> text, ReadResult result)
    {
        if (_remembered is not null)
        {
            return result.Events.Length - _remembered.CopyNew(text, result, batch);
        }

        var sink = new EventBatchSink(batch);
        result.CopyTo(text, ref sink);
        return 0;
    }
}
