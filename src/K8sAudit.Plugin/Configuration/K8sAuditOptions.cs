using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Configuration;

/// <summary>The configuration of the plugin (<c>init_config</c>). <see cref="PluginOptions"/> says how each is read.</summary>
internal sealed record K8sAuditOptions
{
    /// <summary>The path of a PEM file with the certificate of <c>https://</c>, its chain and, unless <see cref="SslKey"/> is set, its key; <c>/etc/falco/falco.pem</c> by default.</summary>
    public string SslCertificate { get; init; } = "/etc/falco/falco.pem";

    /// <summary>The path of a PEM file with the key alone; empty by default, so that the key is in the file of the certificate.</summary>
    public string SslKey { get; init; } = "";

    /// <summary>The path of a PEM file with the authorities of client certificates; empty by default, so that clients need none.</summary>
    public string ClientCA { get; init; } = "";

    /// <summary>The names of which a client certificate must have one, as its common name or an alternative name; any by default.</summary>
    public string[] ClientNames { get; init; } = [];

    /// <summary>The path of a file with the bearer tokens that are accepted, one a line; empty by default, so that clients need none.</summary>
    public string BearerTokenFile { get; init; } = "";

    /// <summary>The minimum TLS version, 1.2 or 1.3; 1.2 by default.</summary>
    public string MinTlsVersion { get; init; } = "1.2";

    /// <summary>Maximum size of an event, in bytes; 262144 by default.</summary>
    public int MaxEventSize { get; init; } = 262_144;

    /// <summary>Maximum nesting depth of an event; 512 by default.</summary>
    public int MaxDepth { get; init; } = JsonScanner.MaxDepth;

    /// <summary>The largest part of a body that is held at once, in bytes; 12582912 by default, the API server's own limit and a fifth.</summary>
    public int WebhookMaxBatchSize { get; init; } = 12 * 1024 * 1024;

    /// <summary>How much may wait to be read, in bytes of events with their headers; 67108864 by default.</summary>
    public int MaxBufferedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Number of the latest events that the window against duplicates holds; 262144 by default, 0 for none.</summary>
    public int DedupeEvents { get; init; } = 262_144;

    /// <summary>How long that window holds an event, in seconds; 300 by default, 0 turns it off.</summary>
    public int DedupeSeconds { get; init; } = 300;

    /// <summary>Maximum number of events of a body; 100000 by default.</summary>
    public int MaxEventsPerRequest { get; init; } = 100_000;

    /// <summary>How many times its size a compressed body may expand to; 100 by default.</summary>
    public int MaxExpansion { get; init; } = 100;

    /// <summary>How many bodies are read at once; 256 by default.</summary>
    public int MaxConcurrentBodies { get; init; } = 256;

    /// <summary>How many connections are open at once; 1024 by default.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>How long a TLS handshake, and the headers of a request, may take, in seconds; 10 by default.</summary>
    public int HeaderTimeout { get; init; } = 10;

    /// <summary>How long a body may take, in seconds; 30 by default, as long as the API server waits.</summary>
    public int BodyTimeout { get; init; } = 30;

    /// <summary>How slowly a body may come, in bytes a second after five seconds; 240 by default, 0 for any rate.</summary>
    public int MinDataRate { get; init; } = 240;

    /// <summary>The path of the file that the offset in a followed file is saved to; empty by default, so that it is not saved.</summary>
    public string OffsetFile { get; init; } = "";

    /// <summary>
    /// The path of the directory that acknowledged events are saved in which the host has not read when it closes the source; empty by default, so that they
    /// are not saved.
    /// </summary>
    public string StateDir { get; init; } = "";

    /// <summary>How long in-flight requests may take when the source is drained, in seconds; 10 by default.</summary>
    public int DrainTimeout { get; init; } = 10;

    /// <summary>Whether the source takes nothing more and ends when all is read; false by default, and set only while the plugin runs.</summary>
    public bool Drain { get; init; }

    /// <summary>How many events of the open stream the host has delivered the alerts of; null by default, for a host that does not report it.</summary>
    public long? DeliveredEvents { get; init; }

    /// <summary>Accepted for the original's sake, without effect; true by default.</summary>
    public bool UseAsync { get; init; } = true;
}
