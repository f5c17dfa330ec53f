using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace DefaultRules.Tests;

/// <summary>A batch of the API server, posted to the program as the API server posts it.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task A_batch_of_400_events_gives_the_alerts_that_the_same_events_give_from_a_file(string scheme, string version)
    {
        var events = await File.ReadAllLinesAsync(Runner.Sample("shop-cluster"), TestContext.Current.CancellationToken);
        var batch = events[300..700];
        var expected = Runner.Alerts(_folder.Write("batch.jsonl", string.Join('\n', batch)), "all");
        Assert.True(expected.Length > 50);

        var (alerts, log) = await PostAsync(
            scheme,
            Version.Parse(version),
            $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', batch)}}]}""");

        Assert.Equal(expected, alerts);
        Assert.Contains("Captured Events: 400,", log, StringComparison.Ordinal);
    }

    private async Task<(Alert[] Alerts, string Log)> PostAsync(string scheme, Version version, string body)
    {
        using var runner = RunnerProcess.Start(
            "-c",
            WriteConfiguration($"{scheme}://127.0.0.1:0/k8s-audit"),
            "-o",
            "rule_matching=all",
            "-o",
            "json_output=true");
        using var client = new HttpClient(
            new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{scheme}://127.0.0.1:{runner.WaitForPort()}/k8s-audit")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.True(runner.WaitForEnd() == 0, runner.Errors);
        return (Runner.Alerts(runner.Output), runner.Errors);
    }

    private string WriteConfiguration(string openParameters)
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        return _folder.Write("falco.yaml", $$"""
            plugins:
              - name: k8saudit
                library_path: libk8saudit.so
                init_config:
                  sslCertificate: {{_folder.Write("falco.pem", certificate + "\n" + key + "\n")}}
                open_params: "{{openParameters}}"
              - name: json
                library_path: libjson.so
                init_config: ""
            load_plugins: [k8saudit, json]
            rules_files: [{{Runner.DefaultRules}}, {{Runner.Detections}}]
            """);
    }
}
