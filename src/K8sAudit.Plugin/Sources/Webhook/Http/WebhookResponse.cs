using Microsoft.AspNetCore.Http;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>One answer to a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">One line that says why and what to do; empty where all is well.</param>
internal sealed record WebhookResponse(int Status, string Reason = "")
{
    public static WebhookResponse Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>The batch was accepted; the text names duplicates, for people who send events by hand.</summary>
    public static WebhookResponse Accepted(int duplicates) =>
        duplicates == 0 ? Ok : new(StatusCodes.Status200OK, $"{duplicates} events are duplicates and are not delivered again (dedupeEvents)");

    public static WebhookResponse Healthy { get; } = new(StatusCodes.Status200OK, "ok");

    /// <summary>Without a hint, since any client gets it.</summary>
    public static WebhookResponse Unauthorized { get; } = new(StatusCodes.Status401Unauthorized);

    public static WebhookResponse NotFound { get; } = new(StatusCodes.Status404NotFound, "there is nothing here");

    public static WebhookResponse MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed,
        "this is the k8saudit webhook: the Kubernetes API server posts its audit events here (POST, application/json)");

    public static WebhookResponse UnsupportedMediaType { get; } = new(
        StatusCodes.Status415UnsupportedMediaType,
        "audit events are JSON; send them with Content-Type: application/json or application/x-ndjson");

    public static WebhookResponse UnsupportedEncoding { get; } = new(
        StatusCodes.Status415UnsupportedMediaType,
        "the content encoding is not supported; send the body with Content-Encoding: gzip, or uncompressed");

    public static WebhookResponse BadGzip { get; } = new(
        StatusCodes.Status400BadRequest,
        "the body is not one complete gzip member (damaged, incomplete, or followed by other bytes); it is not acknowledged");

    public static WebhookResponse TooSlow { get; } = new(
        StatusCodes.Status408RequestTimeout,
        "the body arrives too slowly (bodyTimeout, minDataRate); it is not acknowledged") { IsRetriable = true };

    public static WebhookResponse Busy { get; } = new(
        StatusCodes.Status429TooManyRequests,
        "too many bodies are being read (maxConcurrentBodies, maxBufferedBytes); nothing was accepted; retry the request") { IsRetriable = true };

    public static WebhookResponse QueueFull { get; } = new(
        StatusCodes.Status429TooManyRequests,
        "the queue is full; the request is not acknowledged; retry it") { IsRetriable = true };

    public static WebhookResponse Closing { get; } = new(
        StatusCodes.Status503ServiceUnavailable,
        "the source is closing; nothing was accepted; retry the request") { IsRetriable = true };

    public static WebhookResponse Failed { get; } = new(
        StatusCodes.Status500InternalServerError,
        "internal error; nothing was accepted, and the log has the reason");

    public static WebhookResponse IncompleteBody { get; } = new(StatusCodes.Status400BadRequest, "the body ended early; it is not acknowledged");

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsRetriable { get; private init; }

    public static WebhookResponse TooLarge(long limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            $"a single event, or a body that is not an EventList with its kind before its items, is larger than {limit} bytes; raise webhookMaxBatchSize");

    public static WebhookResponse TooManyEvents(int limit) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            $"the body holds more than {limit} events; raise maxEventsPerRequest or lower --audit-webhook-batch-max-size");

    public static WebhookResponse ExpandsTooFar(int times) =>
        new(StatusCodes.Status413PayloadTooLarge, $"the body expands to more than {times} times its size; send it uncompressed, or raise maxExpansion");

    public static WebhookResponse Incomplete(int offset) =>
        new(StatusCodes.Status400BadRequest, $"the JSON value at byte {offset} does not end; the request is not acknowledged");

    public static WebhookResponse Invalid(string why) => new(StatusCodes.Status400BadRequest, $"{why}; the request is not acknowledged");

    public static WebhookResponse NoEvents(string why) => new(StatusCodes.Status400BadRequest, $"the body holds no audit event: {why}");
}
