using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sAudit.Runner.Tests.Published;

/// <summary>The published program on a machine that has nothing but glibc.</summary>
public sealed class EmptyRootTests(EmptyRoot root) : IClassFixture<EmptyRoot>
{
    private const string Rules = "/program/rules/k8s_audit_rules.yaml";

    [Fact]
    public void It_prints_the_alerts_of_the_sample()
    {
        EmptyRoot.SkipUnlessPossible();

        var (code, output, errors) = root.Run("/samples/attack.jsonl");

        Assert.True(code == 0, errors);
        Assert.Equal(RunnerProcess.Run(RepositoryFiles.PathOf("samples", "attack.jsonl")).Output, output);
    }

    [Theory]
    [InlineData("k8saudit version: ", "--version")]
    [InlineData($"{Rules}: Ok\n", "-V", Rules)]
    [InlineData("\nka.verb ", "--list")]
    [InlineData("2 Plugins Loaded:\n", "--list-plugins")]
    public void A_command_works(string expected, params string[] arguments)
    {
        EmptyRoot.SkipUnlessPossible();

        var (code, output, errors) = root.Run(arguments);

        Assert.True(code == 0, errors);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_webhook_accepts_events_over_TLS()
    {
        EmptyRoot.SkipUnlessPossible();
        using var certificate = TestCertificates.Create("webhook");
        var (pem, key) = TestCertificates.Pem(certificate);
        root.Write("etc/webhook.pem", pem + "\n" + key + "\n");
        root.Write("etc/webhook.yaml", $$"""
            plugins:
              - name: k8saudit
                library_path: libk8saudit.so
                init_config: {sslCertificate: /etc/webhook.pem}
                open_params: https://127.0.0.1:0/k8s-audit
              - {name: json, library_path: libjson.so}
            rules_files: [{{Rules}}]
            """);
        using var runner = root.Start("-c", "/etc/webhook.yaml", "-o", "log_level=info");
        var address = new Uri($"https://127.0.0.1:{runner.WaitForPort()}/k8s-audit");

        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = TrustAuthority() } });
        using var content = new StringContent(
            await File.ReadAllTextAsync(RepositoryFiles.PathOf("samples", "privileged-pod.jsonl"), TestContext.Current.CancellationToken),
            Encoding.UTF8,
            "application/json");
        using var response = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(runner.WaitForEnd() == 0, runner.Errors);
        Assert.Contains("   Create Privileged Pod: 1\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_http_output_sends_alerts_over_TLS()
    {
        EmptyRoot.SkipUnlessPossible();
        using var certificate = TestCertificates.Create("sink");
        using var sink = HttpSink.StartTls(certificate);
        root.Write("etc/ca.pem", TestCertificates.Authority.ExportCertificatePem());

        var (code, _, errors) = root.Run(
            "/samples/privileged-pod.jsonl",
            "-o",
            $"http_output={{enabled: true, url: {sink.Address}, ca_cert: /etc/ca.pem}}",
            "-o",
            "json_output=true");

        Assert.True(code == 0, errors);
        Assert.Contains("\"rule\":\"Create Privileged Pod\"", sink.Next().Text, StringComparison.Ordinal);
    }

    private static X509ChainPolicy TrustAuthority() =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { TestCertificates.Authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
}
