using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace DefaultRules.Tests;

/// <summary>An API server's batch, posted to the runner as the API server posts it.</summary>
public sealed partial class WebhookTests : IDisposable
{
    private const int Terminate = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("k8saudit-webhook-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task A_batch_of_400_events_gives_the_alerts_that_the_same_events_give_from_a_file(string scheme, string version)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var events = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, Runner.Sample("shop-cluster")), cancelled);
        var batch = events[300..700];
        var file = Path.Combine(_folder, "batch.jsonl");
        await File.WriteAllLinesAsync(file, batch, cancelled);
        var expected = await Runner.AlertsAsync(file, "all");
        Assert.True(expected.Length > 50);

        var (alerts, log) = await PostAsync(scheme, Version.Parse(version), $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', batch)}}]}""");

        Assert.Equal(expected, alerts);
        Assert.Contains("Captured Events: 400,", log, StringComparison.Ordinal);
    }

    private async Task<(Alert[] Alerts, string Log)> PostAsync(string scheme, Version version, string body)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["k8saudit.dll", "-c", WriteConfiguration($"{scheme}://127.0.0.1:0/k8s-audit"), "-o", "rule_matching=all", "-o", "json_output=true"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = "UTC" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var log = new StringBuilder();
        try
        {
            var port = await PortAsync(process, log, cancelled);
            using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } });
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{scheme}://127.0.0.1:{port}/k8s-audit")
            {
                Version = version,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            };
            using var response = await client.SendAsync(request, cancelled);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            _ = Kill(process.Id, Terminate);
            log.Append(await process.StandardError.ReadToEndAsync(cancelled));
            await process.WaitForExitAsync(cancelled);
            Assert.True(process.ExitCode == 0, log.ToString());
        }
        finally
        {
            process.Kill();
        }

        return ([.. (await output).Split('\n').Where(line => line.StartsWith('{')).Select(Alert.Parse)], log.ToString());
    }

    private static async Task<int> PortAsync(Process process, StringBuilder log, CancellationToken cancelled)
    {
        while (await process.StandardError.ReadLineAsync(cancelled) is { } line)
        {
            log.Append(line).Append('\n');
            if (Port().Match(line) is { Success: true } match)
            {
                return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"the runner did not say that it listens: {log}");
    }

    private string WriteConfiguration(string openParameters)
    {
        var path = Path.Combine(_folder, "falco.yaml");
        File.WriteAllText(path, $$"""
            plugins:
              - name: k8saudit
                library_path: libk8saudit.so
                init_config:
                  sslCertificate: {{WriteCertificate()}}
                open_params: "{{openParameters}}"
              - name: json
                library_path: libjson.so
                init_config: ""
            load_plugins: [k8saudit, json]
            rules_files: [{{Runner.DefaultRules}}]
            """);
        return path;
    }

    private string WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(_folder, "falco.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }

    [GeneratedRegex(@"listening on .*\(port (\d+)\)")]
    private static partial Regex Port();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
