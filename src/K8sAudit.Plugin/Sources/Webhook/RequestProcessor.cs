using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Takes the events of a body: all or none of them where the body fits, else in parts as they come.</summary>
internal sealed class RequestProcessor(SourceContext intake, EventQueue queue)
{
    private const int MaxIdleResults = 8;

    // One for each thread that looks at a body right now, and none for a body that is still coming; used again, so that a body costs no tables.
    private readonly TrimmingPool<SplitResult> _results = new(MaxIdleResults, _ => { });
    private readonly BodyMemoryBudget _budget = new(2L * intake.Options.MaxBufferedBytes);

    public async Task<WebhookResponse> ProcessAsync(Stream stream, string client, CancellationToken cancellation)
    {
        if (!_budget.TryBegin(intake.Options.MaxConcurrentBodies))
        {
            return WebhookResponse.Busy;
        }

        try
        {
            return await ReadAsync(stream, client, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _budget.End();
        }
    }

    /// <summary>Gives memory up that was not needed since the last call.</summary>
    public void FreeUnused() => _results.FreeUnused();

    private async Task<WebhookResponse> ReadAsync(Stream stream, string client, CancellationToken cancellation)
    {
        var (limit, total) = (intake.Options.WebhookMaxBatchSize, default(Total));
        using var body = new RequestBody(_budget, limit);
        while (!await body.ReadToEndAsync(stream, cancellation).ConfigureAwait(false))
        {
            if (Process(body, client, limit, isPart: true, ref total) is { } refusal)
            {
                return refusal;
            }
        }

        return Process(body, client, limit, isPart: false, ref total)!;
    }

    // Null where the rest may come.
    private WebhookResponse? Process(RequestBody body, string client, int limit, bool isPart, ref Total total)
    {
        var result = _results.TryRent(out var idle) ? idle : new SplitResult();
        try
        {
            result.MaxEvents = intake.Options.MaxEventsPerRequest;
            intake.Split(body.Bytes, result);
            return isPart ? ProcessChunk(body, result, client, limit, ref total) : ProcessTail(body, result, client, limit, ref total);
        }
        finally
        {
            result.Clear();
            _results.Return(result);
        }
    }

    private WebhookResponse ProcessTail(RequestBody body, SplitResult result, string client, int limit, ref Total total)
    {
        if (result.IsIncomplete)
        {
            Report(client, result);
            return WebhookResponse.Incomplete(result.Details[^1].Offset);
        }

        return Enqueue(body, body.Length, result, client, isPart: false, ref total)
            ?? (total.HasTooLarge ? WebhookResponse.TooLarge(limit) : total.Events == 0 ? WebhookResponse.NoEvents(WhyNone(result)) : WebhookResponse.Taken(total.Duplicates));
    }

    private WebhookResponse? ProcessChunk(RequestBody body, SplitResult result, string client, int limit, ref Total total)
    {
        var rest = result.IsIncomplete ? result.Continuation : new Continuation(body.Length, ContinuationKind.Documents);
        var isTooLarge = body.Received(rest.Offset) <= 0;
        if (rest.Kind == ContinuationKind.Nested || (isTooLarge && !CanSkip(body, rest)))
        {
            return WebhookResponse.TooLarge(limit);
        }

        result.ForgetIncomplete();
        if (isTooLarge)
        {
            // It costs itself alone, and those behind it are taken; whoever sent them is told at the end.
            total.HasTooLarge = true;
            result.Reject(RejectionReason.TooLarge, rest.Offset);
            intake.Counters.Take(0, result, isPart: true);
            Report(client, result);
            body.Skip(rest);
            return null;
        }

        var refusal = Enqueue(body, rest.Offset, result, client, isPart: true, ref total);
        body.Keep(rest);
        return refusal;
    }

    private static bool CanSkip(RequestBody body, Continuation rest) => rest.Kind != ContinuationKind.Documents && body.Bytes[rest.Offset] is (byte)'{' or (byte)'[';

    private WebhookResponse? Enqueue(RequestBody body, int end, SplitResult result, string client, bool isPart, ref Total total)
    {
        total.Events += result.Events.Length;
        if (result.HasMore || total.Events > intake.Options.MaxEventsPerRequest)
        {
            return WebhookResponse.TooManyEvents(intake.Options.MaxEventsPerRequest);
        }

        var admission = result.Events.IsEmpty ? EnqueueResult.Queued : queue.TryAdd(body.Bytes, result);
        if (admission != EnqueueResult.Queued)
        {
            return admission == EnqueueResult.Full ? WebhookResponse.QueueFull : WebhookResponse.Closing;
        }

        total.Duplicates += result.Duplicates;
        intake.Counters.Take(body.Received(end), result, isPart);
        Report(client, result);
        return null;
    }

    private void Report(string client, SplitResult result)
    {
        if (result.Rejected.Total > 0 || result.Truncated > 0)
        {
            intake.Rejections.Report(client, result);
        }
    }

    private static string WhyNone(SplitResult result) =>
        result.Details.IsEmpty ? "it is empty" : $"byte {result.Details[0].Offset}: {RejectionReasons.Text(result.Details[0].Reason)}";

    private struct Total
    {
        public int Events;
        public int Duplicates;
        public bool HasTooLarge;
    }
}
