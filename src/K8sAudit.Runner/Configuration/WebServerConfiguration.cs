using System.Net;
using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.WebServerConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>webserver</c> block. The defaults are Falco's.</summary>
internal sealed record WebServerConfiguration : ISwitchedBlock
{
    public static KeyTable<WebServerConfiguration> Keys { get; } = new(
    [
        Value("enabled", ValueKinds.Boolean, "Serves health, versions and metrics over HTTP.", w => w.Enabled, (w, value) => w with { Enabled = value }),
        Value("listen_address", ValueKinds.IPAddress, "IP address to listen on.", w => w.Address, (w, value) => w with { Address = value }),
        Value(
            "listen_port",
            ValueKinds.Port,
            "Port to listen on; 0 for one that the system chooses and the log names.",
            w => w.Port,
            (w, value) => w with { Port = value }),
        Value(
            "k8s_healthz_endpoint",
            ValueKinds.PagePath,
            "Path of the liveness check.",
            w => w.HealthEndpoint,
            (w, value) => w with { HealthEndpoint = value }),
        Value(
            "prometheus_metrics_enabled",
            ValueKinds.Boolean,
            "Serves metrics at /metrics, if `metrics.enabled` is true as well.",
            w => w.Metrics,
            (w, value) => w with { Metrics = value }),
        Value("ssl_enabled", ValueKinds.Boolean, "Serves HTTPS instead of HTTP.", w => w.SslEnabled, (w, value) => w with { SslEnabled = value }),
        Value(
            "ssl_certificate",
            ValueKinds.Path,
            "PEM file with the certificate, any intermediate certificates and the private key.",
            w => w.SslCertificate,
            (w, value) => w with { SslCertificate = value }),
        Ignored(
            "k8s_audit_endpoint",
            "the plugin k8saudit listens itself; name address, port and path in its `open_params`, as in `http://:9765/k8s-audit`"),
        Ignored("threadiness", "the web server needs no thread for each request"),
    ]);

    /// <summary>Whether the web server runs; false by default.</summary>
    public bool Enabled { get; init; }

    /// <summary>The IP address to listen on; 0.0.0.0 by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>The port; 0 for one that the system chooses.</summary>
    public int Port { get; init; } = 8765;

    /// <summary>The path of the liveness check.</summary>
    public string HealthEndpoint { get; init; } = "/healthz";

    /// <summary>Whether metrics are served, if they are enabled; false by default.</summary>
    public bool Metrics { get; init; }

    /// <summary>Whether it serves HTTPS; false by default.</summary>
    public bool SslEnabled { get; init; }

    /// <summary>A PEM file with certificate, chain and private key.</summary>
    public string SslCertificate { get; init; } = "/etc/falco/falco.pem";

    /// <summary>The certificate file that is used; null for plain HTTP.</summary>
    public string? Certificate => SslEnabled ? SslCertificate : null;
}
