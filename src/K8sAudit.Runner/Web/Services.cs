using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Metrics;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Web;

/// <summary>The webserver and the metrics snapshots, as they are configured now; a reload that changes one of them starts it anew.</summary>
internal sealed class Services(ContextHolder live, Detector detector, Log log) : IDisposable
{
    private const string Json = "application/json";
    private const int Ok = 200;
    private const int Unavailable = 503;

    private readonly MetricsCollector _collector = new(live, detector);
    private Settings _configured = new(null, null, null);
    private IReadOnlyList<LoadedPlugin> _plugins = [];
    private WebServer? _server;
    private MetricsSnapshots? _snapshots;

    /// <summary>Starts what is configured, and ends what is not any more.</summary>
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

    /// <summary>Goes over to another configuration. Where its webserver cannot listen or use its certificate, everything is as it was before.</summary>
    public void Change(FalcoConfiguration configuration, PluginSet plugins)
    {
        var before = _configured;
        try
        {
            Configure(configuration, plugins);
        }
        catch (UserError e)
        {
            log.Error(RunnerMessages.ServicesAsBefore(e.Message));
            Start(before);
        }
    }

    public void Dispose()
    {
        _snapshots?.Dispose();
        _server?.Dispose();
    }

    private void Start(Settings settings)
    {
        Dispose();
        (_server, _snapshots, _configured) = (null, null, settings);
        var (server, pem, metrics) = settings;
        _snapshots = metrics is not null && (metrics.ToRule || metrics.File.Length > 0) ? new MetricsSnapshots(metrics, _collector, live, log) : null;
        _server = server is not null ? WebServer.Start(server, pem, Pages(server, metrics), log) : null;
    }

    private Dictionary<string, Func<WebPage>> Pages(WebServerConfiguration server, MetricsConfiguration? metrics)
    {
        var pages = new Dictionary<string, Func<WebPage>>
        {
            [server.HealthEndpoint] = () => new WebPage(Ok, Json, """{"status": "ok"}"""),
            ["/readyz"] = Readiness,
            ["/versions"] = () => new WebPage(Ok, Json, VersionInfo.Json(_plugins)),
        };
        if (server.Metrics && metrics is not null)
        {
            pages["/metrics"] = () => new WebPage(Ok, PrometheusText.ContentType, PrometheusText.Write(_collector.Collect(metrics)));
        }

        return pages;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.NoCertificate("webserver.ssl_certificate", file, e.Message));
        }
    }

    /// <summary>Ready is who reads every source and drops nothing.</summary>
    private WebPage Readiness()
    {
        string[] reasons =
        [
            .. detector.Readers.GroupBy(reader => reader.Source).Select(runs => runs.Last()).Where(reader => !reader.IsOpen).Select(reader => $"event source {reader.Source} is not open"),
            .. live.Latest.Outputs.Full.Select(output => $"the queue of the {output} output is full"),
        ];
        return reasons.Length == 0
            ? new WebPage(Ok, Json, """{"status": "ok"}""")
            : new WebPage(Unavailable, Json, $$"""{"status": "not ready", "reasons": [{{string.Join(", ", reasons.Select(reason => $"\"{reason}\""))}}]}""");
    }

    /// <summary>What they are made from.</summary>
    /// <param name="Server">The webserver; null for none.</param>
    /// <param name="Certificate">What the file of its certificate says, so that another content is a change, and what was in use can be used again; null for plain HTTP.</param>
    /// <param name="Metrics">The metrics; null for none.</param>
    private sealed record Settings(WebServerConfiguration? Server, string? Certificate, MetricsConfiguration? Metrics);
}
