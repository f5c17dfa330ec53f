using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Memory;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources.Webhook.Memory;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Takes the events of a body: all or none of them where the body fits, else in parts as they come.</summary>
internal sealed class RequestProcessor(SourceContext intake, EventQueue queue)
{
    private const int MaxIdleReaders = 8;

    // One for each thread that looks at a body right now, and none for a body that is still coming; used again, so that a body costs no tables.
    private readonly TrimmingPool<AuditEventReader> _readers = new(MaxIdleReaders, _ => { });
    private readonly BodyMemoryBudget _budget = new(2L * intake.Options.MaxBufferedBytes);

    /// <summary>Reads a body and queues its events.</summary>
    /// <returns>The response, and how many events the body has.</returns>
    public async Task<(WebhookResponse Response, int Events)> ProcessAsync(Stream stream, string client, CancellationToken cancellation)
    {
        if (!_budget.TryBegin(intake.Options.MaxConcurrentBodies))
        {
            return (WebhookResponse.Busy, 0);
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

    /// <summary>Releases memory that was not needed since the last call.</summary>
    public void FreeUnused() => _readers.FreeUnused();

    private async Task<(WebhookResponse Response, int Events)> ReadAsync(Stream stream, string client, CancellationToken cancellation)
    {
        var (limit, total) = (intake.Options.WebhookMaxBatchSize, default(Total));
        using var body = new RequestBody(_budget, limit);
        while (!await body.ReadToEndAsync(stream, cancellation).ConfigureAwait(false))
        {
            if (Process(body, client, limit, isPart: true, ref total) is { } refusal)
            {
                return (refusal, total.Events);
            }
        }

        var response = Process(body, client, limit, isPart: false, ref total)!;
        return (response, total.Events);
    }

    // Null where the rest may come.
    private WebhookResponse? Process(RequestBody body, string client, int limit, bool isPart, ref Total total)
    {
        var reader = _readers.TryRent(out var idle) ? idle : intake.CreateReader(computesKeys: queue.Window is not null);
        try
        {
            var result = reader.Read(body.Bytes, intake.Limits with { MaxCount = intake.Options.MaxEventsPerRequest, MaxExpansion = limit });
            // The line began in an earlier part, of which events are queued.
            if (total.HasParts && result.LosesFirstLine)
            {
                intake.Report(client, result);
                return WebhookResponse.Invalid(WhyNone(result));
            }

            return isPart ? ProcessChunk(body, result, client, limit, ref total) : ProcessTail(body, result, client, limit, ref total);
        }
        finally
        {
            reader.Result.Clear();
            _readers.Return(reader);
        }
    }

    private WebhookResponse ProcessTail(RequestBody body, ReadResult result, string client, int limit, ref Total total)
    {
        if (result.IsIncomplete)
        {
            intake.Report(client, result);
            return WebhookResponse.Incomplete(result.IncompleteOffset);
        }

        return Enqueue(body, body.Length, result, client, isPart: false, ref total)
            ?? (total.HasTooLarge
                ? WebhookResponse.TooLarge(limit)
                : total.Events == 0 && !IsEmptyList(body, result)
                ? WebhookResponse.NoEvents(WhyNone(result))
                : WebhookResponse.Accepted(total.Duplicates));
    }

    private WebhookResponse? ProcessChunk(RequestBody body, ReadResult result, string client, int limit, ref Total total)
    {
        var rest = result.IsIncomplete ? result.Continuation : new Continuation(body.Length, ContinuationKind.Documents);
        var isTooLarge = body.Received(rest.Offset) <= 0;
        if (result.EndsInSkippedText || rest.Kind == ContinuationKind.Nested || (isTooLarge && !CanSkip(body, rest)))
        {
            return WebhookResponse.TooLarge(limit);
        }

        total.HasParts = true;
        result.AcceptIncomplete();
        if (isTooLarge)
        {
            // Only this event is rejected, and those after it are accepted; the response at the end tells the client.
            total.HasTooLarge = true;
            result.Reject(RejectionReason.TooLarge, rest.Offset);
            intake.Record(client, bytes: 0, result, isPart: true);
            body.Skip(rest);
            return null;
        }

        var refusal = Enqueue(body, rest.Offset, result, client, isPart: true, ref total);
        body.Keep(rest);
        return refusal;
    }

    private static bool CanSkip(RequestBody body, Continuation rest) =>
        rest.Kind != ContinuationKind.Documents && body.Bytes[rest.Offset] is (byte)'{' or (byte)'[';

    private WebhookResponse? Enqueue(RequestBody body, int end, ReadResult result, string client, bool isPart, ref Total total)
    {
        total.Events += result.Events.Length;
        if (result.HasMore || total.Events > intake.Options.MaxEventsPerRequest)
        {
            return WebhookResponse.TooManyEvents(intake.Options.MaxEventsPerRequest);
        }

        var duplicates = 0;
        var admission = result.Events.IsEmpty ? EnqueueResult.Queued : queue.TryAdd(body.Bytes, result, out duplicates);
        if (admission != EnqueueResult.Queued)
        {
            return admission == EnqueueResult.Full ? WebhookResponse.QueueFull : WebhookResponse.Closing;
        }

        total.Duplicates += duplicates;
        intake.Record(client, body.Received(end), result, duplicates, isPart);
        return null;
    }

    // A client that has nothing to report is not at fault.
    private static bool IsEmptyList(RequestBody body, ReadResult result) =>
        result.Rejected.Total == 0 && result.Others.Total == 0 && body.Bytes.ContainsAnyExcept(" \t\r\n"u8);

    private static string WhyNone(ReadResult result) => (result.Rejections.IsEmpty, result.Others.First) switch
    {
        (false, _) => WhyNot(result.Rejections[0].Offset, result.Rejections[0].Reason),
        (true, { } other) => WhyNot(other.Offset, other.Kind == OtherContent.Json ? RejectionReason.NotAnEvent : RejectionReason.InvalidJson),
        _ => "it is empty",
    };

    private static string WhyNot(int offset, RejectionReason reason) => $"byte {offset}: {RejectionReasons.Text(reason)}";

    private struct Total
    {
        public int Events;
        public int Duplicates;
        public bool HasTooLarge;
        public bool HasParts;
    }
}
