using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using K8sAudit.Plugin.Splitting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Answers requests: what is acknowledged is queued, and what is refused is refused whole, with the reason in one line.</summary>
internal sealed class WebhookHandler(WebhookAddress address, AuditIntake intake, EventQueue queue, RequestsUnderWay requests)
{
    // One for each body that is looked at right now; used again, so that a body costs no tables.
    private readonly ConcurrentBag<SplitResult> _results = [];

    private int Limit => intake.Options.WebhookMaxBatchSize;

    public async Task HandleAsync(HttpContext context)
    {
        requests.Begin();
        try
        {
            await RespondAsync(context).ConfigureAwait(false);
        }
        finally
        {
            requests.End();
        }
    }

    private async Task RespondAsync(HttpContext context)
    {
        WebhookResponse response;
        try
        {
            response = Refuse(context.Request) ?? await TakeAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            response = WebhookResponse.BodyCutShort;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone, and nothing of its body was taken.
            context.Abort();
            return;
        }
        catch (Exception e)
        {
            intake.Log.Error(Messages.RequestFailed(Client(context), e.Message));
            response = WebhookResponse.Failed;
        }

        Count(response);
        await AnswerAsync(context.Response, response).ConfigureAwait(false);
    }

    private WebhookResponse? Refuse(HttpRequest request) =>
        !address.Takes(request.Path.Value) ? WebhookResponse.NotFound
        : !HttpMethods.IsPost(request.Method) ? WebhookResponse.MethodNotAllowed
        : !IsJson(request.ContentType) ? WebhookResponse.UnsupportedMediaType
        : queue.IsClosed || intake.Options.Drain ? WebhookResponse.Closing
        : request.ContentLength > Limit ? WebhookResponse.TooLarge(Limit)
        : queue.IsFull ? WebhookResponse.QueueFull
        : null;

    private async Task<WebhookResponse> TakeAsync(HttpContext context)
    {
        using var body = new RequestBody();
        if (!await body.TryReadAsync(context.Request.Body, Limit, context.RequestAborted).ConfigureAwait(false))
        {
            return WebhookResponse.TooLarge(Limit);
        }

        var result = _results.TryTake(out var idle) ? idle : new SplitResult();
        try
        {
            intake.Split(body.Bytes, result);
            return Take(body.Bytes, result, context);
        }
        finally
        {
            _results.Add(result);
        }
    }

    private WebhookResponse Take(ReadOnlySpan<byte> body, SplitResult result, HttpContext context)
    {
        if (result.IsTruncated)
        {
            Report(context, result);
            return WebhookResponse.Truncated(result.Details[^1].Offset);
        }

        var admission = result.Events.IsEmpty ? Admission.Queued : queue.TryAdd(body, result);
        if (admission != Admission.Queued)
        {
            return admission == Admission.Full ? WebhookResponse.QueueFull : WebhookResponse.Closing;
        }

        intake.Counters.Take(body.Length, result);
        Report(context, result);
        return result.Events.IsEmpty ? WebhookResponse.NoEvents(WhyNone(result)) : WebhookResponse.Taken(result.Duplicates);
    }

    private void Report(HttpContext context, SplitResult result)
    {
        if (result.Rejected.Total > 0 || result.Cut > 0)
        {
            intake.Rejections.Report(Client(context), result);
        }
    }

    private void Count(WebhookResponse response)
    {
        if (response == WebhookResponse.QueueFull)
        {
            intake.Counters.RefuseFull();
        }
        else if (response.Status is >= 400 and < 500)
        {
            intake.Counters.RefuseBad();
        }
    }

    private static string WhyNone(SplitResult result) =>
        result.Details.IsEmpty ? "it is empty" : $"byte {result.Details[0].Offset}: {RejectionReasons.Text(result.Details[0].Reason)}";

    // application/json and every +json, with any parameters.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static string Client(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } client
            ? new IPEndPoint(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client, context.Connection.RemotePort).ToString()
            : "a client";

    private static async Task AnswerAsync(HttpResponse response, WebhookResponse answer)
    {
        response.StatusCode = answer.Status;
        if (answer.Status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = HttpMethods.Post;
        }

        if (answer.ComesAgain)
        {
            response.Headers.RetryAfter = ((int)WebhookLimits.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (answer.Reason.Length == 0)
        {
            response.ContentLength = 0;
            return;
        }

        var text = Encoding.UTF8.GetBytes(answer.Reason + "\n");
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text).ConfigureAwait(false);
    }
}
