using Microsoft.AspNetCore.Http;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>One answer to a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">One line that says why and what to do; empty where all is well.</param>
internal sealed record WebhookResponse(int Status, string Reason = "")
{
    public static WebhookResponse Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>All is well; says so where events came again, to whoever sends them by hand.</summary>
    public static WebhookResponse Taken(int duplicates) =>
        duplicates == 0 ? Ok : new(StatusCodes.Status200OK, $"{duplicates} events were taken before and are not passed on again (dedupeEvents)");

    public static WebhookResponse NotFound { get; } = new(StatusCodes.Status404NotFound, "there is nothing here; post audit events to the path that open_params names");

    public static WebhookResponse MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "audit events are taken by POST only");

    public static WebhookResponse UnsupportedMediaType { get; } = new(StatusCodes.Status415UnsupportedMediaType, "audit events are JSON; send them with Content-Type: application/json");

    public static WebhookResponse QueueFull { get; } = new(StatusCodes.Status429TooManyRequests, "the queue is full; nothing was taken, send the same again") { ComesAgain = true };

    public static WebhookResponse Closing { get; } = new(StatusCodes.Status503ServiceUnavailable, "the source is closing; nothing was taken, send the same again") { ComesAgain = true };

    public static WebhookResponse Failed { get; } = new(StatusCodes.Status500InternalServerError, "the request failed here; nothing was taken, and the log says why");

    public static WebhookResponse BodyCutShort { get; } = new(StatusCodes.Status400BadRequest, "the body ended early; nothing was taken");

    /// <summary>Whether the same request may succeed later.</summary>
    public bool ComesAgain { get; private init; }

    public static WebhookResponse TooLarge(long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {limit} bytes; raise webhookMaxBatchSize or lower --audit-webhook-batch-max-size");

    public static WebhookResponse Truncated(int offset) =>
        new(StatusCodes.Status400BadRequest, $"the JSON value at byte {offset} does not end; nothing was taken");

    public static WebhookResponse NoEvents(string why) => new(StatusCodes.Status400BadRequest, $"the body holds no audit event: {why}");
}
