using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Metrics;

/// <summary>The table of all metrics. What is reported and docs/reference/metrics.md derive from it.</summary>
internal static class SourceMetrics
{
    public static IReadOnlyList<SourceMetric> All { get; } =
    [
        Counter("events_received", "Events found in bodies and lines, accepted or rejected", c => c.Received),
        Counter("events_accepted", "Events that were passed on", c => c.Accepted),
        Counter("events_duplicate", "Webhook events that were duplicates: acknowledged and not passed on a second time", c => c.Duplicates),
        Counter("events_handed_over", "Acknowledged events that a closed source left unread and this one delivered", c => c.HandedOver),
        .. RejectionReasons.All.Select(Rejected),
        Counter(
            "ignored_text_lines",
            "Lines that are neither JSON nor a known wrapper of it (docs/inputs.md), damaged JSON without a mark of audit events, and such text in a wrapper",
            c => c.OtherTexts),
        Counter("ignored_json_values", "JSON values that do not claim to be audit events, and are not known wrappers of them", c => c.OtherValues),
        Counter("blank_lines", "Lines of files that have no content", c => c.BlankLines),
        Counter("files_unread", "Files and members of archives that were not read, or not to their ends: damaged, encrypted, too large", c => c.UnreadFiles),
        Counter("events_oversized", "Events larger than `maxEventSize` or deeper than `maxDepth`, truncated or rejected", c => c.Oversized),
        Counter(
            "events_truncated",
            "Events larger than `maxEventSize` or deeper than `maxDepth` that were truncated and marked (`ka.truncated`)",
            c => c.Truncated),
        Counter("bytes_received", "Bytes of the bodies, files and pipes that were read, decompressed and in UTF-8", c => c.Bytes),
        Counter("text_invalid", "Code units of files in UTF-16 that are half of a surrogate pair, and were replaced by U+FFFD", c => c.InvalidText),
        Counter("batches_received", "Bodies of webhook requests, and lines of files, that were read", c => c.Batches),
        Counter(
            "requests_refused_queue_full",
            "Webhook requests answered with 429 because the queue was full; the API server retries them",
            c => c.RefusedQueueFull),
        Counter(
            "requests_refused_bad",
            "Invalid webhook requests that were refused: wrong path, method or content type, too large, no events",
            c => c.RefusedBadRequest),
        Counter(
            "clients_refused",
            "Connections and requests of clients without the required certificate or token, and connections closed in favour of others (`maxConnections`)",
            c => c.RefusedClients),
        Counter("requests_wrong_path", "POST requests to another path than that of the webhook; the log has the right address", c => c.RefusedPaths),
        Counter(
            "connections_wrong_protocol",
            "Connections that spoke TLS to a webhook without TLS, or something else to one with TLS; the log has the right address",
            c => c.RefusedProtocols),
        .. HandshakeFailures.All.Select(Failed),
        Gauge("events_queued", "Events that are acknowledged and wait to be read", c => c.QueuedEvents),
        Gauge("bytes_queued", "Size of the events that wait to be read", c => c.QueuedBytes),
        Gauge(
            "event_delay",
            "How old the last event of a webhook, followed file or pipe was when it was passed on, in milliseconds; 0 while no event is waiting",
            c => c.EventDelay),
        Gauge(
            "certificate_expiry",
            "When the first of the certificates in `sslCertificate` expires, in seconds since the Unix epoch; 0 without TLS",
            c => c.CertificateExpiry),
    ];

    public static void Report(SourceCounters counters, MetricsReport report)
    {
        foreach (var metric in All)
        {
            var value = (ulong)Math.Max(0, metric.Read(counters));
            if (metric.Kind == MetricKind.Monotonic)
            {
                report.Counter(metric.Name, value);
            }
            else
            {
                report.Gauge(metric.Name, value);
            }
        }
    }

    private static SourceMetric Rejected(RejectionReason reason) =>
        Counter(
            $"events_rejected_{RejectionReasons.Name(reason)}",
            $"Elements that claim to be audit events and are rejected: {RejectionReasons.Text(reason)}",
            c => c.Rejected(reason));

    private static SourceMetric Failed(HandshakeFailure failure) =>
        Counter(
            $"tls_handshakes_failed_{HandshakeFailures.Name(failure)}",
            $"TLS handshakes of the webhook that failed: {HandshakeFailures.Description(failure)}",
            c => c.FailedHandshakes(failure));

    private static SourceMetric Counter(string name, string description, Func<SourceCounters, long> read) => new(name, MetricKind.Monotonic, description, read);

    private static SourceMetric Gauge(string name, string description, Func<SourceCounters, long> read) =>
        new(name, MetricKind.NonMonotonic, description, read);
}
