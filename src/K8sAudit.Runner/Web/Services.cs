using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Metrics;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Web;

/// <summary>The webserver and the metrics snapshots, as they are configured now; a reload that changes one of them starts it anew.</summary>
internal sealed class Services(LiveContext live, Detector detector, Log log) : IDisposable
{
    private const string Json = "application/json";
    private const int Ok = 200;
    private const int Unavailable = 503;

    private readonly MetricsCollector _collector = new(live, detector);
    private (WebServerConfiguration? Server, MetricsConfiguration? Metrics) _configured;
    private IReadOnlyList<LoadedPlugin> _plugins = [];
    private WebServer? _server;
    private MetricsSnapshots? _snapshots;

    /// <summary>Starts what is configured, and ends what is not any more.</summary>
    /// <exception cref="UserError">The webserver cannot listen.</exception>
    public void Configure(FalcoConfiguration configuration, PluginSet plugins)
    {
        _plugins = plugins.Plugins;
        if (_configured != (configuration.WebServer, configuration.Metrics))
        {
            Start(configuration.WebServer, configuration.Metrics);
        }
    }

    /// <summary>Goes over to another configuration. Where its webserver cannot listen, everything is as it was before.</summary>
    public void Change(FalcoConfiguration configuration, PluginSet plugins)
    {
        var (server, metrics) = _configured;
        try
        {
            Configure(configuration, plugins);
        }
        catch (UserError e)
        {
            log.Error(Messages.ServicesAsBefore(e.Message));
            Start(server, metrics);
        }
    }

    public void Dispose()
    {
        _snapshots?.Dispose();
        _server?.Dispose();
    }

    private void Start(WebServerConfiguration? server, MetricsConfiguration? metrics)
    {
        Dispose();
        (_server, _snapshots, _configured) = (null, null, (server, metrics));
        _snapshots = metrics is not null && (metrics.ToRule || metrics.File.Length > 0) ? new MetricsSnapshots(metrics, _collector, live, log) : null;
        _server = server is not null ? WebServer.Start(server, Pages(server, metrics), log) : null;
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
}
