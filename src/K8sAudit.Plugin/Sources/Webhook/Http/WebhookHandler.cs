using System.Globalization;
using System.Net;
using System.Text;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources.Webhook.Access;
using K8sAudit.Plugin.Sources.Webhook.Memory;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Answers requests: what is acknowledged is queued, and what is refused is refused whole, with the reason in one line.</summary>
internal sealed class WebhookHandler(WebhookAddress address, SourceContext intake, EventQueue queue, InFlightRequests requests, ClientAccess access)
{
    private const string HealthPath = "/healthz";
    private const int MaxShownPath = 100;

    private static readonly HashSet<string> _jsonTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/json", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/json-seq",
    };

    private readonly RequestProcessor _bodies = new(intake, queue);
    private readonly RefusalLog _refusals = new(intake, PluginMessages.RequestRefused);
    private readonly FirstBatchLog _firstBatches = new(intake);

    private bool IsClosing => queue.IsClosed || intake.Options.Drain;

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

    /// <summary>Releases memory that was not needed since the last call.</summary>
    public void FreeUnused() => _bodies.FreeUnused();

    private async Task RespondAsync(HttpContext context)
    {
        WebhookResponse response;
        try
        {
            response = Refuse(context) ?? await TakeAsync(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            response = e.StatusCode == StatusCodes.Status408RequestTimeout ? WebhookResponse.TooSlow : WebhookResponse.IncompleteBody;
        }
        catch (BodyMemoryExhaustedException)
        {
            response = WebhookResponse.Busy;
        }
        catch (ExpansionException)
        {
            response = WebhookResponse.ExpandsTooFar(intake.Options.MaxExpansion);
        }
        catch (InvalidDataException)
        {
            response = WebhookResponse.BadGzip;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client closed the connection, and nothing of its body was accepted.
            context.Abort();
            return;
        }
        catch (Exception e)
        {
            intake.Log.Error(PluginMessages.RequestFailed(Client(context), e.Message));
            response = WebhookResponse.Failed;
        }

        Count(context, response);
        await AnswerAsync(context.Response, response).ConfigureAwait(false);
    }

    private WebhookResponse? Refuse(HttpContext context) => context.Request switch
    {
        { Path.Value: HealthPath } request when !HttpMethods.IsPost(request.Method) => IsClosing ? WebhookResponse.Closing : WebhookResponse.Healthy,
        var request when !address.Accepts(request.Path.Value) => WebhookResponse.NotFound,
        var request when !access.IsAuthorized(request, Client(context)) => WebhookResponse.Unauthorized,
        var request when !HttpMethods.IsPost(request.Method) => WebhookResponse.MethodNotAllowed,
        var request when !IsJson(request.ContentType) => WebhookResponse.UnsupportedMediaType,
        var request when !IsKnownEncoding(request) => WebhookResponse.UnsupportedEncoding,
        _ when IsClosing => WebhookResponse.Closing,
        _ when queue.IsFull => WebhookResponse.QueueFull,
        _ => null,
    };

    private async Task<WebhookResponse> TakeAsync(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(TimeSpan.FromSeconds(intake.Options.BodyTimeout));
        using var body = IsCompressed(context.Request) ? new GzipBody(context.Request.Body, intake.Options.MaxExpansion) : null;
        try
        {
            var (response, events) = await _bodies.ProcessAsync(body ?? context.Request.Body, Client(context), patience.Token).ConfigureAwait(false);
            if (response.Status == StatusCodes.Status200OK)
            {
                access.Protect(context);
            }

            if (response.Status == StatusCodes.Status200OK && events > 0)
            {
                LogFirstBatch(context);
            }

            return response;
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return WebhookResponse.TooSlow;
        }
    }

    private void Count(HttpContext context, WebhookResponse response)
    {
        if (response == WebhookResponse.QueueFull || response == WebhookResponse.Busy)
        {
            intake.Counters.RefuseFull();
        }
        else if (response.Status is >= 400 and < 500)
        {
            intake.Counters.RefuseBad();
            LogLostBatch(context, response);
        }
    }

    private void LogFirstBatch(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is { } client)
        {
            client = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
            _firstBatches.Report(ClientAddress.Of(new IPEndPoint(client, 0)), client.ToString(), context.Request);
        }
    }

    // The API server drops a batch that is refused like that, and logs no reason. What was never a batch is only counted.
    private void LogLostBatch(HttpContext context, WebhookResponse response)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || response == WebhookResponse.Unauthorized)
        {
            return;
        }

        if (response == WebhookResponse.NotFound)
        {
            access.RefusePath(Client(context), PluginMessages.WrongPath(Shown(context.Request.Path), RightAddress(context.Connection)));
        }
        else
        {
            _refusals.Report(Client(context), $"{response.Status} {response.Reason}");
        }
    }

    private string RightAddress(ConnectionInfo connection) =>
        address.At(connection.LocalIpAddress is { } local ? new IPEndPoint(local, connection.LocalPort) : null);

    // The client chooses it.
    private static string Shown(PathString path) =>
        string.Concat((path.Value ?? "").Take(MaxShownPath).Select(c => char.IsControl(c) || c == '"' ? '?' : c));

    // JSON, lines of JSON and every +json, with any parameters.
    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (_jsonTypes.Contains(type.MediaType.ToString()) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    private static bool IsCompressed(HttpRequest request) => request.Headers.ContentEncoding is ["gzip" or "x-gzip"];

    private static bool IsKnownEncoding(HttpRequest request) => request.Headers.ContentEncoding is [] or ["identity" or "gzip" or "x-gzip"];

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

        if (answer == WebhookResponse.UnsupportedEncoding)
        {
            response.Headers.AcceptEncoding = "gzip";
        }

        if (answer.Status == StatusCodes.Status408RequestTimeout)
        {
            response.Headers.Connection = "close";
        }

        if (answer.IsRetriable)
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
