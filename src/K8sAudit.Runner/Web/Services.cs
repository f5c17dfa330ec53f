using System.Text.Json;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Metrics;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Web;

/// <summary>The webserver and the metrics snapshots of the current configuration. A reload that changes one of them starts both again.</summary>
internal sealed class Services(EngineHost host, SourceRunner sources, Log log) : IDisposable
{
    private const string Json = "application/json";

    // Byte for byte as Falco writes it: probes may compare it.
    private const string HealthyStatus = """{"status": "ok"}""";
    private const int Ok = 200;
    private const int Unavailable = 503;

    private Settings _configured = new(null, null, null);
    private IReadOnlyList<LoadedPlugin> _plugins = [];
    private WebServer? _server;
    private MetricsSnapshots? _snapshots;

    /// <summary>Starts what is configured, and stops what is not configured any more.</summary>
    /// <exception cref="UserError">The webserver cannot listen, or use its certificate.</exception>
    public void Configure(FalcoConfiguration configuration, PluginSet plugins)
    {
        _plugins = plugins.Plugins;
        var settings = new Settings(configuration.WebServer, configuration.WebServer?.Certificate is { } file ? Read(file) : null, configuration.Metrics);
        if (_configured != settings)
        {
            Start(settings);
        }
    }

    /// <summary>Changes the configuration. Where the webserver cannot listen or use its certificate, the previous configuration is started again.</summary>
    public void Change(FalcoConfiguration configuration, PluginSet plugins)
    {
        var previous = _configured;
        try
        {
            Configure(configuration, plugins);
        }
        catch (UserError e)
        {
            log.Error(RunnerMessages.ServicesUnchanged(e.Message));
            Restart(previous);
        }
    }

    public void Dispose()
    {
        _snapshots?.Dispose();
        _server?.Dispose();
    }

    private void Restart(Settings previous)
    {
        try
        {
            Start(previous);
        }
        catch (UserError e)
        {
            log.Error(e.Message);
        }
    }

    private void Start(Settings settings)
    {
        Dispose();
        (_server, _snapshots, _configured) = (null, null, settings);
        var (server, pem, metrics) = settings;
        _snapshots = metrics is not null && (metrics.ToRule || metrics.File.Length > 0) ? new MetricsSnapshots(metrics, host, sources, log) : null;
        _server = server is not null ? WebServer.Start(server, pem, Pages(server, metrics), log) : null;
    }

    private Dictionary<string, Func<WebPage>> Pages(WebServerConfiguration server, MetricsConfiguration? metrics)
    {
        var pages = new Dictionary<string, Func<WebPage>>
        {
            [server.HealthEndpoint] = () => new WebPage(Ok, Json, HealthyStatus),
            ["/readyz"] = Readiness,
            ["/versions"] = () => new WebPage(Ok, Json, VersionInfo.Json(_plugins)),
        };
        if (server.Metrics && metrics is not null)
        {
            pages["/metrics"] = () => new WebPage(Ok, PrometheusText.ContentType, PrometheusText.Write(new RunState(host, sources, metrics)));
        }

        return pages;
    }

    private static string Read(string file)
    {
        try
        {
            return PemFile.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.NoCertificate("webserver.ssl_certificate", file, e.Message));
        }
    }

    // Ready means that every source is open, and every output works and has room in its queue.
    private WebPage Readiness()
    {
        string[] reasons =
        [
            .. sources.Readers.GroupBy(reader => reader.Source).Where(runs => !runs.Last().IsOpen).Select(runs => $"event source {runs.Key} is not open"),
            .. host.Current.Outputs.States.Where(state => state.Failure is not null).Select(state => $"the {state.Name} output fails: {state.Failure}"),
            .. host.Current.Outputs.Full.Select(output => $"the queue of the {output} output is full"),
        ];
        return reasons.Length == 0 ? new WebPage(Ok, Json, HealthyStatus) : new WebPage(Unavailable, Json, FalcoJson.Text(json => WriteReasons(json, reasons)));
    }

    private static void WriteReasons(Utf8JsonWriter json, string[] reasons)
    {
        json.WriteStartObject();
        json.WriteString("status", "not ready");
        json.WriteStartArray("reasons");
        Array.ForEach(reasons, json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the services are started with.</summary>
    /// <param name="Server">The webserver; null for none.</param>
    /// <param name="Certificate">The content of its certificate file, which is compared, and used again if a change fails; null for plain HTTP.</param>
    /// <param name="Metrics">The metrics; null for none.</param>
    private sealed record Settings(WebServerConfiguration? Server, string? Certificate, MetricsConfiguration? Metrics);
}
