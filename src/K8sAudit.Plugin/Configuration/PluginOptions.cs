using System.Text.Json;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Configuration;

/// <summary>The table of all options. The reader, the schema and docs/reference/plugin-options.md derive from it.</summary>
internal static class PluginOptions
{
    /// <summary>How a certificate or key in PEM format begins.</summary>
    public const string PemStart = "-----BEGIN ";

    public static IReadOnlyList<PluginOption> All { get; } =
    [
        Text("sslCertificate", OptionKind.Path, "PEM file with the certificate of the `https://` webhook, any intermediate certificates and, unless `sslKey` is set, the private key; read again when it changes",
            TakesEffect.AtOnce, o => o.SslCertificate, (o, value) => o with { SslCertificate = value }),
        Text("sslKey", OptionKind.OptionalPath, "PEM file with the private key, unless `sslCertificate` contains it; read again when it changes",
            TakesEffect.AtOnce, o => o.SslKey, (o, value) => o with { SslKey = value }),
        Text("clientCA", OptionKind.OptionalPath, "PEM file with the certificates of authorities, root or intermediate, that issue client certificates. If it is set, a client must have a certificate that one of them issued for client authentication (mutual TLS). Needs `https://`; read again when it changes",
            TakesEffect.AtOnce, o => o.ClientCA, (o, value) => o with { ClientCA = value }),
        Names("clientNames", "Accepted names of clients: a client's certificate must have one of them as its common name or as a subject alternative name (DNS name, IP address, e-mail address or URI). Empty accepts all names. Needs `clientCA`",
            TakesEffect.AtOnce, o => o.ClientNames, (o, value) => o with { ClientNames = value }),
        Text("bearerTokenFile", OptionKind.OptionalPath, "File with the tokens that are accepted as `Authorization: Bearer`, one on each line. If it is set, a request without one of them is answered with 401; read again when it changes",
            TakesEffect.AtOnce, o => o.BearerTokenFile, (o, value) => o with { BearerTokenFile = value }),
        TlsVersion("minTlsVersion", "Minimum TLS version: 1.2 or 1.3",
            TakesEffect.AtOnce, o => o.MinTlsVersion, (o, value) => o with { MinTlsVersion = value }),
        Number("maxEventSize", OptionKind.Size,
            "Maximum size of a single audit event, in bytes. A larger event is truncated, marked (`ka.truncated`) and counted",
            TakesEffect.AtOnce, o => o.MaxEventSize, (o, value) => o with { MaxEventSize = value }),
        Number("maxDepth", OptionKind.Depth,
            "Maximum nesting depth of a single audit event, at most 512. Deeper parts are removed, and the event is marked (`ka.truncated`) and counted",
            TakesEffect.AtOnce, o => o.MaxDepth, (o, value) => o with { MaxDepth = value }),
        Number("webhookMaxBatchSize", OptionKind.Size, "Maximum part of a request body that is in memory at a time, in bytes. The events of a larger EventList are queued while it is being received; a single event that is larger is answered with 413",
            TakesEffect.AtOnce, o => o.WebhookMaxBatchSize, (o, value) => o with { WebhookMaxBatchSize = value }),
        Number("maxBufferedBytes", OptionKind.Size, "Maximum size of the events that wait to be read, in bytes, with their headers and field offsets (a fifth of the events' size, at most half). Bodies that are being received may take twice as much together. Requests that do not fit are answered with 429",
            TakesEffect.AtNextOpen, o => o.MaxBufferedBytes, (o, value) => o with { MaxBufferedBytes = value }),
        Number("dedupeEvents", OptionKind.NumberOrNone,
            "Number of the latest webhook events that the window against duplicates holds, so that a batch that the API server retries does not alert twice; 0 turns it off",
            TakesEffect.AtNextOpen, o => o.DedupeEvents, (o, value) => o with { DedupeEvents = value }),
        Number("dedupeSeconds", OptionKind.NumberOrNone, "How long the window against duplicates holds an event, in seconds; 0 turns it off",
            TakesEffect.AtNextOpen, o => o.DedupeSeconds, (o, value) => o with { DedupeSeconds = value }),
        Number("maxEventsPerRequest", OptionKind.Number, "Maximum number of events of a webhook request; a request with more is answered with 413",
            TakesEffect.AtOnce, o => o.MaxEventsPerRequest, (o, value) => o with { MaxEventsPerRequest = value }),
        Number("maxExpansion", OptionKind.Number,
            "Maximum ratio of the decompressed to the compressed size of a body; a body that expands further is answered with 413",
            TakesEffect.AtOnce, o => o.MaxExpansion, (o, value) => o with { MaxExpansion = value }),
        Number("maxConcurrentBodies", OptionKind.Number, "Maximum number of bodies that are received at the same time; another one is answered with 429",
            TakesEffect.AtOnce, o => o.MaxConcurrentBodies, (o, value) => o with { MaxConcurrentBodies = value }),
        Number("maxConnections", OptionKind.Number, "Maximum number of open connections. Another one replaces a connection that has not delivered a batch within the last minute, or is closed if there is none. Connections of one client address that have not delivered a batch may be a quarter of them, but at least 16",
            TakesEffect.AtNextOpen, o => o.MaxConnections, (o, value) => o with { MaxConnections = value }),
        Number("headerTimeout", OptionKind.Seconds, "Maximum time for a TLS handshake, and then for the headers of a request, in seconds. A slower connection is closed, after status 408 if a request had begun",
            TakesEffect.AtNextOpen, o => o.HeaderTimeout, (o, value) => o with { HeaderTimeout = value }),
        Number("bodyTimeout", OptionKind.Seconds, "Maximum time for the body of a request, in seconds; a slower one is answered with 408",
            TakesEffect.AtOnce, o => o.BodyTimeout, (o, value) => o with { BodyTimeout = value }),
        Number("minDataRate", OptionKind.Rate, "Minimum rate of a body, in bytes per second on average after its first five seconds. A slower body is answered with 408, or its connection is closed if it is HTTP/2; 0 allows any rate",
            TakesEffect.AtNextOpen, o => o.MinDataRate, (o, value) => o with { MinDataRate = value }),
        Text("offsetFile", OptionKind.OptionalPath, "File in which the offset of a followed file (`file://`) is saved, so that the next start continues there. Some events may be delivered twice then, but none is skipped",
            TakesEffect.AtNextOpen, o => o.OffsetFile, (o, value) => o with { OffsetFile = value }),
        Text("stateDir", OptionKind.OptionalDirectory, "Directory in which acknowledged webhook events are saved that the host has not read when it closes the source or ends. The next open delivers them first. Created if it does not exist; each process needs its own",
            TakesEffect.AtNextOpen, o => o.StateDir, (o, value) => o with { StateDir = value }),
        Number("drainTimeout", OptionKind.Seconds, "Maximum time for in-flight requests while the source is drained, in seconds",
            TakesEffect.AtOnce, o => o.DrainTimeout, (o, value) => o with { DrainTimeout = value }),
        Flag("drain", "Only while the plugin runs (`plugin_set_config`), without other options, which keep their values: refuse requests with 503, and end the source when all acknowledged events have been read",
            TakesEffect.WhileRunning, o => o.Drain, (o, value) => o with { Drain = value }),
        Count("deliveredEvents", "Only while the plugin runs (`plugin_set_config`), without other options, which keep their values: number of events of the followed file, since it was opened, whose alerts the host has delivered. If a host sets it, starting with 0, `offsetFile` is saved only up to there",
            TakesEffect.WhileRunning, o => o.DeliveredEvents, (o, value) => o with { DeliveredEvents = value }),
        Flag("useAsync", "Accepted for compatibility and without effect: extraction needs no thread of its own",
            TakesEffect.Never, o => o.UseAsync, (o, value) => o with { UseAsync = value }),
    ];

    private static PluginOption Text(
        string name, OptionKind kind, string description, TakesEffect effect, Func<K8sAuditOptions, string> get,
        Func<K8sAuditOptions, string, K8sAuditOptions> set) =>
        new(name, kind, description, effect, get, (options, value, _) =>
            value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > 0 || kind != OptionKind.Path) && IsPath(text)
                ? set(options, text)
                : null);

    // The content of a file in place of its path may be a key.
    private static bool IsPath(string text) => !text.AsSpan().ContainsAny('\0', '\r', '\n') && !text.Contains(PemStart, StringComparison.Ordinal);

    private static PluginOption TlsVersion(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, string> get, Func<K8sAuditOptions, string, K8sAuditOptions> set) =>
        new(name, OptionKind.TlsVersion, description, effect, get,
            // Falco makes a number of it, with or without quotes.
            (options, value, _) => value.GetRawText().Trim('"') is var version && version is "1.2" or "1.3" ? set(options, version) : null);

    private static PluginOption Names(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, string[]> get, Func<K8sAuditOptions, string[], K8sAuditOptions> set) =>
        new(name, OptionKind.Names, description, effect, get, (options, value, _) =>
            value.ValueKind == JsonValueKind.Null ? set(options, [])
            : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String && e.GetString() is { Length: > 0 })
                ? set(options, [.. value.EnumerateArray().Select(e => e.GetString()!)])
                : null);

    private static PluginOption Number(
        string name, OptionKind kind, string description, TakesEffect effect, Func<K8sAuditOptions, int> get,
        Func<K8sAuditOptions, int, K8sAuditOptions> set) =>
        new(name, kind, description, effect, options => get(options), (options, value, log) =>
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetUInt64(out var number) || number < (ulong)kind.Minimum!)
            {
                return null;
            }

            if (number > (ulong)kind.Maximum)
            {
                log.Warning(PluginMessages.NumberIsCapped(name, value.GetRawText(), kind.Maximum));
            }

            return set(options, (int)Math.Min(number, (ulong)kind.Maximum));
        });

    private static PluginOption Count(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, long?> get, Func<K8sAuditOptions, long?, K8sAuditOptions> set) =>
        new(name, OptionKind.Count, description, effect, options => get(options), (options, value, _) =>
            value.ValueKind == JsonValueKind.Null ? set(options, null)
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? set(options, number)
            : null);

    private static PluginOption Flag(
        string name, string description, TakesEffect effect, Func<K8sAuditOptions, bool> get, Func<K8sAuditOptions, bool, K8sAuditOptions> set) =>
        new(name, OptionKind.Flag, description, effect, options => get(options),
            (options, value, _) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? set(options, value.GetBoolean()) : null);
}
