using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The webserver and the metrics of a run.</summary>
public sealed partial class WebTests : RunnerTest
{
    private static readonly string[] _server =
    [
        "-o", "webserver={enabled: true, listen_address: 127.0.0.1, listen_port: 0, prometheus_metrics_enabled: true}", "-o", "metrics.enabled=true", "-o",
        "log_level=info",
    ];

    [Fact]
    public async Task The_pages_show_health_readiness_and_versions()
    {
        using var runner = Start(["live:3", .. _server]);
        using var client = new HttpClient { BaseAddress = Address(runner) };

        Assert.Equal("""{"status": "ok"}""", await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        Assert.Equal("""{"status": "ok"}""", await client.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        Assert.Contains(
            "\"plugin_versions\":{\"sample\":\"1.2.3\"}",
            await client.GetStringAsync("/versions", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/other", TestContext.Current.CancellationToken)).StatusCode);
        AssertEnds(runner);
    }

    [Fact]
    public async Task Metrics_have_the_names_of_Falco()
    {
        using var runner = Start(["live:3", "-o", $"plugins[0].library_path={SamplePlugin.Library("WITH_METRICS")}", .. _server]);
        runner.WaitForOutput("Even (number=2");
        using var client = new HttpClient { BaseAddress = Address(runner) };

        var response = await client.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; version=0.0.4", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("# HELP falcosecurity_plugins_sample_events_received_total https://falco.org/docs/metrics/\n# TYPE falcosecurity_plugins_sample_events_received_total counter\nfalcosecurity_plugins_sample_events_received_total 42\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE falcosecurity_plugins_sample_load_total gauge\nfalcosecurity_plugins_sample_load_total 0.5\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "falcosecurity_falco_rules_matches_total{priority=\"4\",rule_name=\"Even number\",source=\"sample\",tag_alpha=\"true\",tag_zeta=\"true\"} 1\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("falcosecurity_scap_engine_name_info{engine_name=\"source_plugin\",evt_source=\"sample\"} 1\n", text, StringComparison.Ordinal);
        Assert.Matches("falcosecurity_falco_sha256_rules_files_info\\{file_name=\"rules.yaml\",sha256=\"[0-9a-f]{64}\"\\} 1\n", text);
        Assert.Contains("falcosecurity_falco_outputs_queue_num_drops_total 0\n", text, StringComparison.Ordinal);
        Assert.Matches("falcosecurity_falco_memory_rss_bytes [1-9][0-9]+\n", text);
        Assert.Contains(
            $"falcosecurity_falco_kernel_release_info{{kernel_release=\"{File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}\"}} 1\n",
            text,
            StringComparison.Ordinal);
        Assert.Matches("falcosecurity_falco_host_boot_timestamp_nanoseconds [1-9][0-9]{18}\n", text);
        Assert.Matches("falcosecurity_falco_reload_timestamp_nanoseconds [1-9][0-9]{18}\n", text);
        AssertEnds(runner);
    }

    [Fact]
    public async Task A_full_queue_is_not_ready()
    {
        using var server = HttpSink.Start(answer: null);
        using var runner = Start(
            [
                "tick:1000000",
                "-o",
                "outputs_queue.capacity=1",
                "-o",
                $"http_output={{enabled: true, url: \"{server.Address}\"}}",
                "-o",
                "output_timeout=60000",
                .. _server,
            ]);
        runner.WaitForErrors("http output is too slow");
        using var client = new HttpClient { BaseAddress = Address(runner) };

        // The first alert may just be leaving the queue; the next event fills it again, for as long as the server does not answer.
        var response = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        while (response.IsSuccessStatusCode)
        {
            response = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(
            "the queue of the http output is full",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_fails_is_found_at_the_start_and_is_not_ready_until_it_works()
    {
        var file = Path.Combine(Folder.Path, "missing", "alerts.log");
        using var runner = Start(["live:0", .. _server, "-o", "stdout_output.enabled=true", "-o", $"file_output={{enabled: true, filename: {file}}}"]);
        runner.WaitForErrors($"file output: No such file or directory : '{file}'");
        using var client = new HttpClient { BaseAddress = Address(runner) };

        var response = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(
            "the file output fails: No such file",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var metrics = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("falcosecurity_falco_outputs_failing{output=\"file\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("falcosecurity_falco_outputs_failing{output=\"stdout\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Matches("falcosecurity_falco_seconds_since_last_event\\{evt_source=\"sample\"\\} [0-9]+\n", metrics);

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        runner.WaitForErrors("file output: alerts can be delivered again");
        Assert.Equal("""{"status": "ok"}""", await client.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        AssertEnds(runner);
    }

    [Theory]
    [InlineData("http_output={enabled: true, url: \"http://127.0.0.1:1/\"}", "http output: nothing could be sent to http://127.0.0.1:1/: Connection refused")]
    [InlineData("program_output={enabled: true, program: no-such-program --all}", "program output: the shell finds no program 'no-such-program'")]
    public void An_output_that_cannot_work_is_reported_before_its_first_alert(string output, string error)
    {
        using var runner = Start("live:0", "-o", output);

        runner.WaitForErrors(error);

        AssertEnds(runner);
    }

    [Fact]
    public async Task An_output_is_not_ready_after_a_delivery_that_failed()
    {
        using var server = HttpSink.Start(status: 500);
        using var runner = Start(["tick:3", .. _server, "-o", $"http_output={{enabled: true, url: \"{server.Address}\"}}"]);
        runner.WaitForErrors("answered 500");
        using var client = new HttpClient { BaseAddress = Address(runner) };
        using var response = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        AssertEnds(runner);
    }

    [Fact]
    public async Task The_webserver_uses_TLS_with_its_certificate()
    {
        using var certificate = TestCertificates.Create("web");
        var (pem, key) = TestCertificates.Pem(certificate);
        using var runner = Start(
            [
                "live:1",
                .. _server,
                "-o",
                "webserver.ssl_enabled=true",
                "-o",
                $"webserver.ssl_certificate={Folder.Write("web.pem", $"{pem}\n{key}\n")}",
                "-o",
                "webserver.k8s_healthz_endpoint=/alive",
            ]);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, given, _, _) => given?.Thumbprint == certificate.Thumbprint,
        };
        using var client = new HttpClient(handler) { BaseAddress = Address(runner) };

        Assert.Equal("""{"status": "ok"}""", await client.GetStringAsync("/alive", TestContext.Current.CancellationToken));
        AssertEnds(runner);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Snapshots_are_alerts_of_an_internal_rule_and_lines_of_a_file(bool json)
    {
        var file = Path.Combine(Folder.Path, "metrics.jsonl");
        using var runner = Start(
            "live:3",
            "-o",
            $"metrics={{enabled: true, interval: 100ms, output_rule: true, output_file: {file}}}",
            "-o",
            $"json_output={json}");

        runner.WaitForOutput(
            json
                ? "\"rule\":\"Falco internal: metrics snapshot\",\"source\":\"internal\""
                : ": Informational Falco metrics snapshot (evt.hostname=\"test-host\" ");
        runner.WaitForOutput(json ? "\"falco.num_evts_prev\":3," : " falco.num_evts_prev=3 ");

        AssertEnds(runner);
        Assert.Matches("^\\{\"output_fields\":\\{\"evt.hostname\":\"test-host\",.*\"falco.host_boot_ts\":[1-9][0-9]{18},.*\"falco.kernel_release\":\"[^\"]+\",.*\"falco.rules.Even_number\":1,.*\\},\"sample\":[0-9]+\\}$", File.ReadAllLines(file)[^1]);
    }

    [Theory]
    [InlineData("0.0/0.0")]
    [InlineData("1.0/0.0")]
    public void A_metric_that_is_not_a_finite_number_is_null_in_snapshots(string load)
    {
        using var runner = Start(
            "live:3",
            "-o",
            $"plugins[0].library_path={SamplePlugin.Library("WITH_METRICS", $"LOAD={load}")}",
            "-o",
            "metrics={enabled: true, interval: 100ms, output_rule: true}",
            "-o",
            "json_output=true");

        runner.WaitForOutput("\"plugins.sample.load\":null");

        AssertEnds(runner);
    }

    [Fact]
    public void A_port_that_is_in_use_ends_the_run_with_an_error()
    {
        using var taken = HttpSink.Start();

        var (code, _, errors) = Run(["live:1", .. _server, "-o", $"webserver.listen_port={new Uri(taken.Address).Port}"]);

        Assert.Equal(1, code);
        Assert.Contains("Error: webserver cannot listen on 127.0.0.1:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashes_in_metrics_are_those_of_the_files_in_use()
    {
        var expected = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(RulesFile)));
        using var runner = Start(["live:1", "-o", "watch_config_files=false", .. _server]);
        using var client = new HttpClient { BaseAddress = Address(runner) };

        File.WriteAllText(RulesFile, "- rule: broken");
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("the change cannot be used");

        Assert.Contains(
            $"{{file_name=\"rules.yaml\",sha256=\"{expected}\"}} 1\n",
            await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        AssertEnds(runner);
    }

    [Fact]
    public async Task A_webserver_that_cannot_listen_with_its_new_configuration_continues_with_the_previous_one()
    {
        using var taken = HttpSink.Start();
        var before = File.ReadAllText(Configuration);
        File.WriteAllText(Configuration, $"{before}\nwatch_config_files: false\nwebserver: {{enabled: true, listen_address: 127.0.0.1, listen_port: 0}}\n");
        using var runner = Start("live:1", "-o", "log_level=info");
        Address(runner);

        File.WriteAllText(
            Configuration,
            $"{before}\nwatch_config_files: false\nwebserver: {{enabled: true, listen_address: 127.0.0.1, listen_port: {new Uri(taken.Address).Port}}}\n");
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("the webserver and the metrics keep their previous configuration: webserver cannot listen on 127.0.0.1:");
        runner.WaitForErrors("Reloaded in ");

        Assert.DoesNotContain("the change cannot be used", runner.Errors, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = LatestAddress(runner) };
        Assert.Equal("""{"status": "ok"}""", await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        AssertEnds(runner);
    }

    [Fact]
    public async Task Intermediate_certificates_are_sent_with_the_certificate()
    {
        using var intermediate = TestCertificates.CreateIntermediate();
        using var own = TestCertificates.Create("own", intermediate);
        var file = Folder.Write("web.pem", $"{own.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}\n{TestCertificates.Pem(own).Key}");
        using var runner = Start(["live:1", .. _server, "-o", "webserver.ssl_enabled=true", "-o", $"webserver.ssl_certificate={file}"]);

        Assert.Equal([own.Thumbprint, intermediate.Thumbprint], await ServedBy(Address(runner)));
        AssertEnds(runner);
    }

    [Fact]
    public async Task A_replaced_certificate_is_used_after_a_signal_and_one_that_cannot_be_used_changes_nothing()
    {
        using var first = TestCertificates.Create("first");
        using var second = TestCertificates.Create("second");
        var file = Folder.Write("web.pem", Text(first));
        using var runner = Start(
            ["live:1", .. _server, "-o", "watch_config_files=false", "-o", "webserver.ssl_enabled=true", "-o", $"webserver.ssl_certificate={file}"]);
        Assert.Equal(first.Thumbprint, (await ServedBy(Address(runner)))[0]);

        File.WriteAllText(file, Text(second));
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors("Reloaded in ");
        Assert.Equal(second.Thumbprint, (await ServedBy(LatestAddress(runner)))[0]);

        File.WriteAllText(file, "no certificate");
        runner.Send(RunnerProcess.Signal.HangUp);
        runner.WaitForErrors($"the webserver and the metrics keep their previous configuration: webserver.ssl_certificate: cannot use {file}: ");
        runner.WaitForMoreErrors(runner.Errors.IndexOf("keep their previous configuration", StringComparison.Ordinal), "Reloaded in ");
        Assert.Equal(second.Thumbprint, (await ServedBy(LatestAddress(runner)))[0]);
        AssertEnds(runner);
    }

    [Fact]
    public async Task Connections_are_limited_and_silent_ones_do_not_lock_out_a_probe()
    {
        using var runner = Start(["live:1", .. _server]);
        var address = Address(runner);
        List<TcpClient> clients = [];
        try
        {
            for (var i = 0; i < 513; i++)
            {
                clients.Add(new TcpClient(address.Host, address.Port));
            }

            // Any of them: the server counts them on several threads, in no order.
            Assert.True(await await Task.WhenAny(clients.Select(IsClosed)));
            using var probe = new HttpClient { BaseAddress = address };
            Assert.Equal("""{"status": "ok"}""", await probe.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        AssertEnds(runner);
    }

    private static async Task<bool> IsClosed(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Text(X509Certificate2 certificate) =>
        string.Join('\n', TestCertificates.Pem(certificate).Certificate, TestCertificates.Pem(certificate).Key);

    /// <summary>The thumbprints of the certificates that the server sends, starting with its own.</summary>
    private static async Task<string[]> ServedBy(Uri address)
    {
        string[] sent = [];
        using var client = new TcpClient(address.Host, address.Port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = (_, own, chain, _) =>
            {
                sent =
                [
                    own!.GetCertHashString(),
                    .. chain!.ChainPolicy.ExtraStore.Select(other => other.Thumbprint).Where(other => other != own.GetCertHashString()),
                ];
                return true;
            },
        });
        return sent;
    }

    private static Uri LatestAddress(RunnerProcess runner) => new(ListensOn().Matches(runner.Errors)[^1].Groups[1].Value);

    private static void AssertEnds(RunnerProcess runner)
    {
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
    }

    private static Uri Address(RunnerProcess runner)
    {
        runner.WaitForErrors("Webserver listens on http");
        return new Uri(ListensOn().Match(runner.Errors).Groups[1].Value);
    }

    [GeneratedRegex("Webserver listens on (\\S+:[0-9]+)\\s")]
    private static partial Regex ListensOn();
}
