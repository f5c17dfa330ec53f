using System.Text;
using Deploy.Tests.Grafana;
using K8sAudit.Runner.Tests;

namespace Deploy.Tests.Prometheus;

/// <summary>A real Prometheus scrapes the running program, evaluates the alert rules, and answers the queries of the dashboard.</summary>
public sealed class ScrapeTests : IDisposable
{
    private const string ApiServerMetrics = """
        # TYPE apiserver_audit_event_total counter
        apiserver_audit_event_total 7
        # TYPE apiserver_audit_error_total counter
        apiserver_audit_error_total{plugin="webhook"} 2

        """;

    // Only a broken test gets there.
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly RunnerProcess _runner;
    private readonly HttpSink _apiServer = HttpSink.Start(answer: ApiServerMetrics);

    public ScrapeTests()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        _runner = RunnerProcess.Start(
            "https://127.0.0.1:0/k8s-audit",
            "-o",
            $"plugins[0].init_config.sslCertificate={_folder.Write("falco.pem", certificate + "\n" + key)}",
            "-o",
            "webserver={enabled: true, listen_address: 127.0.0.1, listen_port: 0, prometheus_metrics_enabled: true}",
            "-o",
            "metrics.enabled=true",
            "-o",
            "log_level=info");
    }

    public void Dispose()
    {
        _runner.Dispose();
        _apiServer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_query_of_the_dashboard_has_a_result_and_every_rule_evaluates()
    {
        using var prometheus = new PrometheusServer(WebServer(), new Uri(_apiServer.Address));
        await SendEventsAsync();
        foreach (var panel in Panels.Groups.SelectMany(group => group.Panels))
        {
            foreach (var query in panel.Queries)
            {
                await WaitForResultAsync(prometheus, panel, Filled(query.Expression));
            }
        }

        var rules = await prometheus.RulesAsync();
        Assert.Equal(AlertRule.ReadAll().Select(rule => rule.Alert), rules.Select(rule => rule.GetProperty("name").GetString()));
        Assert.All(rules, rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task Every_metric_that_an_alert_rule_uses_is_scraped()
    {
        using var client = new HttpClient();
        var text = ApiServerMetrics + await client.GetStringAsync(new Uri(WebServer(), "/metrics"), TestContext.Current.CancellationToken);
        Assert.All(
            AlertRule.ReadAll().SelectMany(rule => MetricNames.In(rule.Expr)),
            name => Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal));
    }

    // What Grafana fills in.
    private static string Filled(string expression) => expression.Replace("$__rate_interval", "30s", StringComparison.Ordinal)
        .Replace("$__range", "60s", StringComparison.Ordinal)
        .Replace("$job", ".*", StringComparison.Ordinal)
        .Replace("$instance", ".*", StringComparison.Ordinal);

    // A rate needs two scrapes.
    private static async Task WaitForResultAsync(PrometheusServer prometheus, Panel panel, string expression)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await prometheus.QueryAsync(expression)).GetArrayLength() == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < _limit, $"the panel \"{panel.Title}\" has no data: {expression}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private async Task SendEventsAsync()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var client = new HttpClient(handler);
        var cancellation = TestContext.Current.CancellationToken;
        var events = await File.ReadAllTextAsync(RepositoryFiles.PathOf("samples", "attack.jsonl"), cancellation);
        using var body = new StringContent(events, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"https://127.0.0.1:{_runner.WaitForPort()}/k8s-audit"), body, cancellation);
        Assert.True(response.IsSuccessStatusCode, $"the webhook answered {response.StatusCode}");
    }

    private Uri WebServer()
    {
        _runner.WaitForErrors("Webserver listens on ");
        return new Uri(_runner.Errors.Split("Webserver listens on ")[1].Split((char[])[' ', '\n'])[0]);
    }
}
