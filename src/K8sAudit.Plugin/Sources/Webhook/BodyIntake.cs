using K8sAudit.Plugin.Splitting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Takes the events of a body: all or none of them where the body fits, else in parts as they come.</summary>
internal sealed class BodyIntake(AuditIntake intake, EventQueue queue)
{
    private const int MaxIdleResults = 8;

    // One for each thread that looks at a body right now, and none for a body that is still coming; used again, so that a body costs no tables.
    private readonly IdleStack<SplitResult> _results = new(MaxIdleResults, _ => { });
    private readonly BodyRoom _room = new(2L * intake.Options.MaxBufferedBytes);

    public async Task<WebhookResponse> TakeAsync(Stream stream, string client, CancellationToken cancellation)
    {
        if (!_room.TryBegin(intake.Options.MaxConcurrentBodies))
        {
            return WebhookResponse.Busy;
        }

        try
        {
            return await ReadAsync(stream, client, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _room.End();
        }
    }

    /// <summary>Gives memory up that was not needed since the last call.</summary>
    public void FreeUnused() => _results.FreeUnused();

    private async Task<WebhookResponse> ReadAsync(Stream stream, string client, CancellationToken cancellation)
    {
        var (limit, total) = (intake.Options.WebhookMaxBatchSize, default(Total));
        using var body = new RequestBody(_room, limit);
        while (!await body.ReadToEndAsync(stream, cancellation).ConfigureAwait(false))
        {
            if (Take(body, client, limit, isPart: true, ref total) is { } refusal)
            {
                return refusal;
            }
        }

        return Take(body, client, limit, isPart: false, ref total)!;
    }

    // Null where the rest may come.
    private WebhookResponse? Take(RequestBody body, string client, int limit, bool isPart, ref Total total)
    {
        var result = _results.TryTake(out var idle) ? idle : new SplitResult();
        try
        {
            result.MaxEvents = intake.Options.MaxEventsPerRequest;
            intake.Split(body.Bytes, result);
            return isPart ? TakePart(body, result, client, limit, ref total) : TakeRest(body, result, client, limit, ref total);
        }
        finally
        {
            result.Clear();
            _results.Keep(result);
        }
    }

    private WebhookResponse TakeRest(RequestBody body, SplitResult result, string client, int limit, ref Total total)
    {
        if (result.IsTruncated)
        {
            Report(client, result);
            return WebhookResponse.Truncated(result.Details[^1].Offset);
        }

        return Admit(body, body.Length, result, client, isPart: false, ref total)
            ?? (total.HasTooLarge ? WebhookResponse.TooLarge(limit) : total.Events == 0 ? WebhookResponse.NoEvents(WhyNone(result)) : WebhookResponse.Taken(total.Duplicates));
    }

    private WebhookResponse? TakePart(RequestBody body, SplitResult result, string client, int limit, ref Total total)
    {
        var rest = result.IsTruncated ? result.Rest : new SplitRest(body.Length, RestKind.Documents);
        var isTooLarge = body.Received(rest.Offset) <= 0;
        if (rest.Kind == RestKind.Nested || (isTooLarge && !CanSkip(body, rest)))
        {
            return WebhookResponse.TooLarge(limit);
        }

        result.ForgetTruncation();
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

        var refusal = Admit(body, rest.Offset, result, client, isPart: true, ref total);
        body.Keep(rest);
        return refusal;
    }

    private static bool CanSkip(RequestBody body, SplitRest rest) => rest.Kind != RestKind.Documents && body.Bytes[rest.Offset] is (byte)'{' or (byte)'[';

    private WebhookResponse? Admit(RequestBody body, int end, SplitResult result, string client, bool isPart, ref Total total)
    {
        total.Events += result.Events.Length;
        if (result.HasMore || total.Events > intake.Options.MaxEventsPerRequest)
        {
            return WebhookResponse.TooManyEvents(intake.Options.MaxEventsPerRequest);
        }

        var admission = result.Events.IsEmpty ? Admission.Queued : queue.TryAdd(body.Bytes, result);
        if (admission != Admission.Queued)
        {
            return admission == Admission.Full ? WebhookResponse.QueueFull : WebhookResponse.Closing;
        }

        total.Duplicates += result.Duplicates;
        intake.Counters.Take(body.Received(end), result, isPart);
        Report(client, result);
        return null;
    }

    private void Report(string client, SplitResult result)
    {
        if (result.Rejected.Total > 0 || result.Cut > 0)
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
