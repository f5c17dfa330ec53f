using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Sources.Webhook;

namespace K8sAudit.Plugin.Sources.Combined;

/// <summary>
/// Several streams as one. An event that both the webhook and another stream have, as where the API server writes a log and posts to a webhook, is delivered
/// once. A batch has the events of one stream; the streams take turns.
/// </summary>
internal sealed class CombinedStream : SourceStream
{
    private readonly List<CombinedInput> _inputs;
    private readonly WebhookStream? _webhook;
    private int _next;

    /// <param name="context">What all streams share.</param>
    /// <param name="streams">The streams, of which one at most is a webhook; they belong to this one from now on.</param>
    public CombinedStream(SourceContext context, IReadOnlyList<SourceStream> streams)
        : base(context)
    {
        _inputs = [.. streams.Select(stream => new CombinedInput(stream, context.Time))];
        _webhook = streams.OfType<WebhookStream>().SingleOrDefault();

        // What an earlier source left unread is delivered first.
        _next = Math.Max(0, _inputs.FindIndex(input => input.Stream == _webhook));
        if (_webhook is { Queue.Window: null })
        {
            context.Log.Warning(PluginMessages.DuplicatesAreDelivered);
        }
        else if (_webhook is not null)
        {
            _inputs.ForEach(input => input.Stream.DropDuplicatesOf(_webhook.Queue));
        }
    }

    /// <inheritdoc/>
    public override void ReturnUnread(EventBatch unread) => _webhook?.ReturnUnread(unread);

    /// <inheritdoc/>
    internal override FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait)
    {
        var status = FillWithoutWait(batch, isDraining);
        return status != FillStatus.Idle || isDraining ? status : WaitingInput() is { } waiting ? Fill(waiting, batch, isDraining, wait) : FillStatus.End;
    }

    /// <inheritdoc/>
    protected override void Close() => _inputs.ForEach(input => input.Stream.Dispose());

    private FillStatus FillWithoutWait(EventBatch batch, bool isDraining)
    {
        var result = FillStatus.Idle;
        for (var i = 0; i < _inputs.Count; i++)
        {
            var input = _inputs[_next];
            _next = (_next + 1) % _inputs.Count;
            if (!input.IsDue(isDraining))
            {
                continue;
            }

            if (Fill(input, batch, isDraining, TimeSpan.Zero) == FillStatus.More)
            {
                result = FillStatus.More;
            }

            if (batch.Count > 0)
            {
                return FillStatus.More;
            }
        }

        return _inputs.TrueForAll(input => input.HasEnded) ? FillStatus.End : result;
    }

    private FillStatus Fill(CombinedInput input, EventBatch batch, bool isDraining, TimeSpan wait)
    {
        var status = input.Fill(batch, isDraining, wait);
        foreach (var other in _inputs)
        {
            if (other != input && batch.Count > 0)
            {
                other.Stream.CountOther(batch.Count);
            }
        }

        return status == FillStatus.End ? FillStatus.More : status;
    }

    // The queue of the webhook wakes the stream up at once; other streams are looked at again and again.
    private CombinedInput? WaitingInput() => _inputs.Find(input => input.Stream == _webhook) ?? _inputs.FindLast(input => !input.HasEnded);
}
