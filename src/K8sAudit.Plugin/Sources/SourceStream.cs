using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources;

/// <summary>The steps that the streams of all sources share: the log of rejections, the <c>drain</c> option, and the end.</summary>
internal abstract class SourceStream(SourceContext context) : IEventStream
{
    private bool? _isFinite;

    /// <summary>How far a finite input has been read; <see cref="Progress.None"/> for an input that has no known end.</summary>
    public virtual Progress Progress => Progress.None;

    /// <summary>What all streams of the plugin handle share.</summary>
    protected SourceContext Context { get; } = context;

    /// <inheritdoc/>
    public BatchStatus Next(EventBatch batch)
    {
        Context.Rejections.EndWindow();
        var isDraining = Context.Options.Drain;
        var status = Fill(batch, isDraining, BatchLimits.Wait);
        RecordDelay(batch);
        return status switch
        {
            FillStatus.End => BatchStatus.End,
            FillStatus.Idle when isDraining => BatchStatus.End,
            _ => BatchStatus.More,
        };
    }

    /// <inheritdoc/>
    public virtual void ReturnUnread(EventBatch unread)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        Context.Rejections.EndWindow(force: true);
    }

    /// <summary>Adds the next events to a batch.</summary>
    /// <param name="batch">An empty batch.</param>
    /// <param name="isDraining">Whether the stream ends when <see cref="FillStatus.Idle"/> is returned.</param>
    /// <param name="wait">How long to wait if there are none and the stream is not draining.</param>
    internal abstract FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait);

    /// <summary>Drops the events that a queue remembers, and has it remember those of this stream.</summary>
    /// <param name="queue">The queue of the webhook beside this stream; it has a window.</param>
    internal virtual void DropDuplicatesOf(EventQueue queue)
    {
    }

    /// <summary>The host was given events of another input, which count among those that it reads.</summary>
    internal virtual void CountOther(int events)
    {
    }

    /// <summary>Releases everything that the stream holds.</summary>
    protected abstract void Close();

    // A finite input has events of any age. Without events, nothing is delayed.
    private void RecordDelay(EventBatch batch)
    {
        if (!(_isFinite ??= Progress != Progress.None))
        {
            Context.Counters.RecordDelay(batch.LastTimestamp, Context.Time);
        }
    }
}
