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
        Text("sslKey", OptionKind.OptionalPath, "PEM file with the private key, where it does not stand in `sslCertificate`; read again when it changes",
            TakesEffect.AtOnce, o => o.SslKey, (o, value) => o with { SslKey = value }),
        Text("clientCA", OptionKind.OptionalPath, "PEM file with the certificates of authorities, root or intermediate, that issue client certificates. If it is set, a client must have a certificate that one of them issued for client authentication (mutual TLS). Needs `https://`; read again when it changes",
            TakesEffect.AtOnce, o => o.ClientCA, (o, value) => o with { ClientCA = value }),
        Names("clientNames", "The names of which a client's certificate must have one, as its common name or as an alternative DNS name, address, e-mail or URI; empty for any. Needs `clientCA`",
            TakesEffect.AtOnce, o => o.ClientNames, (o, value) => o with { ClientNames = value }),
        Text("bearerTokenFile", OptionKind.OptionalPath, "File with the tokens that are accepted as `Authorization: Bearer`, one a line. Where it is set, a request without one of them is answered with 401; read again when it changes",
            TakesEffect.AtOnce, o => o.BearerTokenFile, (o, value) => o with { BearerTokenFile = value }),
        TlsVersion("minTlsVersion", "The oldest version of TLS that is spoken: 1.2 or 1.3",
            TakesEffect.AtOnce, o => o.MinTlsVersion, (o, value) => o with { MinTlsVersion = value }),
        Number("maxEventSize", OptionKind.Size,
            "Largest size of a single audit event, in bytes; a larger one is cut until it fits, is marked (`ka.truncated`) and counted",
            TakesEffect.AtOnce, o => o.MaxEventSize, (o, value) => o with { MaxEventSize = value }),
        Number("maxDepth", OptionKind.Depth, "How many arrays and objects of a single audit event may stand in each other, 512 at most; what is deeper is cut off, and the event is marked (`ka.truncated`) and counted",
            TakesEffect.AtOnce, o => o.MaxDepth, (o, value) => o with { MaxDepth = value }),
        Number("webhookMaxBatchSize", OptionKind.Size, "How much of the body of a webhook request is held at once, in bytes; of a larger EventList the events are taken as they come, and a single event that is larger is answered with 413",
            TakesEffect.AtOnce, o => o.WebhookMaxBatchSize, (o, value) => o with { WebhookMaxBatchSize = value }),
        Number("maxBufferedBytes", OptionKind.Size, "How much may wait to be read, in bytes of events with their headers and of what is noted of them (a fifth more, at most a half), and half of what the bodies that are being read may take together; what does not fit is answered with 429",
            TakesEffect.AtNextOpen, o => o.MaxBufferedBytes, (o, value) => o with { MaxBufferedBytes = value }),
        Number("dedupeEvents", OptionKind.NumberOrNone,
            "How many of the last webhook events are remembered, so that a batch that the API server sends again does not alert twice; 0 turns it off",
            TakesEffect.AtNextOpen, o => o.DedupeEvents, (o, value) => o with { DedupeEvents = value }),
        Number("dedupeSeconds", OptionKind.NumberOrNone, "How long a webhook event is remembered, in seconds; 0 turns it off",
            TakesEffect.AtNextOpen, o => o.DedupeSeconds, (o, value) => o with { DedupeSeconds = value }),
        Number("maxEventsPerRequest", OptionKind.Number, "The most events of one webhook request; one with more is answered with 413",
            TakesEffect.AtOnce, o => o.MaxEventsPerRequest, (o, value) => o with { MaxEventsPerRequest = value }),
        Number("maxExpansion", OptionKind.Number, "How many times its own size a compressed body may expand to; one that expands further is answered with 413",
            TakesEffect.AtOnce, o => o.MaxExpansion, (o, value) => o with { MaxExpansion = value }),
        Number("maxConcurrentBodies", OptionKind.Number, "How many bodies are read at the same time; a further one is answered with 429",
            TakesEffect.AtOnce, o => o.MaxConcurrentBodies, (o, value) => o with { MaxConcurrentBodies = value }),
        Number("maxConnections", OptionKind.Number, "The maximum number of open connections; a further one replaces one that has not delivered a batch within the last minute, or is closed if there is none. A client address has at most a quarter of them, and 16 at least, without having delivered a batch",
            TakesEffect.AtNextOpen, o => o.MaxConnections, (o, value) => o with { MaxConnections = value }),
        Number("headerTimeout", OptionKind.Seconds, "How long a TLS handshake, and then the headers of a request, may take, in seconds; a slower connection is closed, after 408 where a request had begun",
            TakesEffect.AtNextOpen, o => o.HeaderTimeout, (o, value) => o with { HeaderTimeout = value }),
        Number("bodyTimeout", OptionKind.Seconds, "How long the body of a request may take, in seconds; a slower one is answered with 408",
            TakesEffect.AtOnce, o => o.BodyTimeout, (o, value) => o with { BodyTimeout = value }),
        Number("minDataRate", OptionKind.Rate, "How slowly a body may come, in bytes a second on average after its first five seconds; a slower one is answered with 408, or over HTTP/2 its connection closed; 0 for any rate",
            TakesEffect.AtNextOpen, o => o.MinDataRate, (o, value) => o with { MinDataRate = value }),
        Text("offsetFile", OptionKind.OptionalPath, "File that the offset in a followed file (`file://`) is saved to, so that the next start continues there. Some events may be delivered twice then, and none is skipped",
            TakesEffect.AtNextOpen, o => o.OffsetFile, (o, value) => o with { OffsetFile = value }),
        Text("stateDir", OptionKind.OptionalDirectory, "Directory that acknowledged webhook events are saved in which the host has not read when it closes the source, at the end of the process too; the next open delivers them first. Created if it does not exist; each process needs its own",
            TakesEffect.AtNextOpen, o => o.StateDir, (o, value) => o with { StateDir = value }),
        Number("drainTimeout", OptionKind.Seconds, "How long in-flight requests may take when the source is drained, in seconds",
            TakesEffect.AtOnce, o => o.DrainTimeout, (o, value) => o with { DrainTimeout = value }),
        Flag("drain", "Only while the plugin runs (`plugin_set_config`), and then without the other options, which stay as they are: take nothing more (503), and end the source when all that was acknowledged has been read",
            TakesEffect.WhileRunning, o => o.Drain, (o, value) => o with { Drain = value }),
        Count("deliveredEvents", "Only while the plugin runs (`plugin_set_config`), and then without the other options, which stay as they are: how many events of the open followed file, counted from its opening, the host has read and delivered the alerts of. Where a host sets it, 0 at first, `offsetFile` waits for it",
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
