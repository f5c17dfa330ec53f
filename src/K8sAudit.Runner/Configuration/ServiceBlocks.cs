using System.Net;

namespace K8sAudit.Runner.Configuration;

/// <summary>Reads the blocks of the webserver and the metrics; one that is not enabled is null.</summary>
internal static class ServiceBlocks
{
    /// <summary>Falco's shortest interval between two snapshots.</summary>
    private static readonly TimeSpan _shortestInterval = TimeSpan.FromMilliseconds(100);

    public static WebServerConfiguration? ReadWebServer(ValueReader block) => !OutputBlocks.IsEnabled(block) ? null : new WebServerConfiguration
    {
        Address = IPAddress.TryParse(block.Text("listen_address", "0.0.0.0"), out var address) ? address : throw block.Unexpected(block.Node("listen_address")!, "listen_address", "an IP address"),
        Port = block.Number("listen_port", 8765) is var port and <= 65535 ? port : throw block.Unexpected(block.Node("listen_port")!, "listen_port", "a port up to 65535"),
        HealthEndpoint = block.Text("k8s_healthz_endpoint", "/healthz") is ['/', ..] path ? path : throw block.Unexpected(block.Node("k8s_healthz_endpoint")!, "k8s_healthz_endpoint", "a path that begins with /"),
        Metrics = block.Bool("prometheus_metrics_enabled", @default: false),
        Certificate = block.Bool("ssl_enabled", @default: false) ? block.Text("ssl_certificate", "/etc/falco/falco.pem") : null,
    };

    public static MetricsConfiguration? ReadMetrics(ValueReader block) => !OutputBlocks.IsEnabled(block) ? null : new MetricsConfiguration
    {
        Interval = ReadInterval(block),
        ToRule = block.Bool("output_rule", @default: false),
        File = block.Text("output_file", ""),
        Rules = block.Bool("rules_counters_enabled", @default: true),
        Resources = block.Bool("resource_utilization_enabled", @default: true),
        Plugins = block.Bool("plugins_metrics_enabled", @default: true),
        MemoryInMegabytes = block.Bool("convert_memory_to_mb", @default: true),
        EmptyValues = block.Bool("include_empty_values", @default: false),
    };

    private static TimeSpan ReadInterval(ValueReader block) => PrometheusDuration.Parse(block.Text("interval", "5000")) is { } interval && interval >= _shortestInterval
        ? interval
        : throw block.Unexpected(block.Node("interval")!, "interval", "a duration of at least 100ms, such as 30s, 15m or 1h");
}
