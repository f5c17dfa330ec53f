using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using K8sAudit.Runner.Doctor;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary><c>doctor</c> and <c>--dry-run</c>, with the plugins of the program.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Client = "client-certificate: client.pem, client-key: client.key";

    private readonly TempFolder _folder = new();

    /// <summary>Mistakes in a deployment, each with the check that finds it and a part of what it says.</summary>
    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "FAIL  configuration   configuration file /missing/falco.yaml", ["-c", "/missing/falco.yaml"] },
        { "WARN  configuration   -o oputs_queue.capacity: unknown configuration key", ["-o", "oputs_queue.capacity=3"] },
        { "FAIL  plugins         plugin 'k8saudit': there is no library", ["-o", "plugins[0].library_path=missing.so"] },
        { "FAIL  rules           the rules cannot be used", ["-r", "{bad-rules}"] },
        { "FAIL  init_config     error in plugin k8saudit: init_config.maxDepth", ["-o", "plugins[0].init_config={maxDepth: deep}"] },
        { "FAIL  input           plugin 'k8saudit' cannot open '/missing.jsonl'", ["/missing.jsonl"] },
        { "\"99999\" is not a port", ["http://127.0.0.1:99999/k8s-audit"] },
        {
            "cannot open 'https://127.0.0.1:0/k8s-audit': the certificate \"/missing.pem\" does not exist",
            ["https://127.0.0.1:0/k8s-audit", "-o", "plugins[0].init_config={sslCertificate: /missing.pem}"]
        },
        { "FAIL  outputs         file: No such file or directory", ["-o", "file_output={enabled: true, filename: /missing/alerts.log}"] },
        { "FAIL  outputs         program: the shell finds no program 'no-such-program'", ["-o", "program_output={enabled: true, program: no-such-program}"] },
        {
            "FAIL  outputs         http: http_output.ca_cert: cannot use /missing.pem",
            ["-o", "http_output={enabled: true, url: \"https://127.0.0.1:1/\", ca_cert: /missing.pem}"]
        },
        {
            "FAIL  webserver       webserver.ssl_certificate: Could not find file '/missing.pem'",
            ["-o", "webserver={enabled: true, listen_address: 127.0.0.1, listen_port: 0, ssl_enabled: true, ssl_certificate: /missing.pem}"]
        },
        { "FAIL  files           offsetFile: the directory /missing does not exist", ["-o", "plugins[0].init_config={offsetFile: /missing/offset}"] },
        { "FAIL  files           -P: the directory /missing does not exist", ["-P", "/missing/pid"] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_by_doctor_and_by_a_dry_run(string finding, string[] arguments)
    {
        arguments = [.. arguments.Select(argument => argument == "{bad-rules}" ? _folder.Write("bad.yaml", "- rule: R") : argument)];
        var isInput = !arguments[0].StartsWith('-');
        string[] given = isInput ? arguments : ["http://127.0.0.1:0/k8s-audit", .. arguments];

        var (code, output, _) = RunnerProcess.Run(["doctor", .. given]);
        var (dryCode, dryOutput, dryErrors) = RunnerProcess.Run(["--dry-run", .. given]);

        Assert.Contains(finding, output, StringComparison.Ordinal);
        Assert.Contains(finding, dryOutput, StringComparison.Ordinal);
        var expected = finding.StartsWith("WARN", StringComparison.Ordinal) ? 0 : 1;
        Assert.Equal((expected, expected), (code, dryCode));
        Assert.Equal(expected == 1, dryErrors.Contains("Error: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_working_deployment_is_reported_as_such()
    {
        var (code, output, errors) = RunnerProcess.Run("doctor", "http://127.0.0.1:0/k8s-audit");

        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain("FAIL ", output, StringComparison.Ordinal);
        Assert.All(Checks.All.Where(check => check.Option.Length == 0), check => Assert.Matches($"(?m)^(OK|WARN)\\s+{check.Name}\\s", output));
        Assert.Contains(" 0 FAIL, 0 SKIP\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_check_has_said_is_not_said_again_by_the_next()
    {
        string[] unknown = ["http://127.0.0.1:0/k8s-audit", "-o", "plugins[0].init_config={maxEventBytes: 1048576}"];
        string[] wrong = ["http://127.0.0.1:0/k8s-audit", "-o", "plugins[0].init_config={maxDepth: deep}"];

        var warned = RunnerProcess.Run(["doctor", .. unknown]).Output;
        var failed = RunnerProcess.Run(["doctor", .. wrong]).Output;

        Assert.Equal(2, warned.Split("maxEventBytes").Length);
        Assert.Contains("WARN  init_config     k8saudit: init_config: there is no option \"maxEventBytes\"", warned, StringComparison.Ordinal);
        Assert.Equal(2, failed.Split("expected integer").Length);
        Assert.Contains("SKIP  input           not checked, because an earlier check has failed", failed, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_behind_one_that_failed_are_skipped()
    {
        var output = RunnerProcess.Run("doctor", "-c", "/missing/falco.yaml").Output;

        Assert.Contains("SKIP  rules           not checked, because an earlier check has failed\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_one_JSON_object_where_that_is_asked_for()
    {
        var (code, output, errors) = RunnerProcess.Run("doctor", "/missing.jsonl", "--output", "json");

        using var report = JsonDocument.Parse(output);
        Assert.Equal((1, "", 1), (code, errors, report.RootElement.GetProperty("fail").GetInt32()));
        var failed = Assert.Single(report.RootElement.GetProperty("checks").EnumerateArray(), check => check.GetProperty("status").GetString() == "FAIL");
        Assert.Equal("input", failed.GetProperty("check").GetString());
    }

    [Fact]
    public void A_port_that_another_program_uses_is_a_failure_with_a_remedy()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        // Connections are accepted by the kernel and closed here, so that the health check ends.
        _ = CloseAll(taken, TestContext.Current.CancellationToken);

        var (code, output, _) = RunnerProcess.Run("doctor", $"http://127.0.0.1:{port}/k8s-audit");

        Assert.Equal(1, code);
        Assert.Contains($"to do: end the program that listens on port {port}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_instance_is_recognized_and_answers_the_health_check()
    {
        var port = FreePort();
        string[] server = ["-o", $"webserver={{enabled: true, listen_address: 127.0.0.1, listen_port: {port}}}"];
        Assert.Equal(1, RunnerProcess.Run(["doctor", "--healthz", .. server]).Code);
        using var runner = RunnerProcess.Start(["http://127.0.0.1:0/k8s-audit", "-o", "log_level=info", .. server]);
        runner.WaitForErrors("Webserver listens on");

        var (code, output, _) = RunnerProcess.Run(["doctor", "--healthz", .. server]);
        Assert.Equal((0, $"OK    health          http://127.0.0.1:{port}/healthz answered 200"), (code, output.Split('\n')[0]));
        Assert.Contains(
            $"port 127.0.0.1:{port} is served by a running instance",
            RunnerProcess.Run(["doctor", "http://127.0.0.1:0/k8s-audit", .. server]).Output,
            StringComparison.Ordinal);
        var webhook = runner.WaitForPort();
        Assert.Equal(0, RunnerProcess.Run("doctor", "--healthz", $"http://127.0.0.1:{webhook}/k8s-audit").Code);
        Assert.Contains(
            $"OK    input           http://127.0.0.1:{webhook}/k8s-audit is served by a running instance",
            RunnerProcess.Run("doctor", $"http://127.0.0.1:{webhook}/k8s-audit").Output,
            StringComparison.Ordinal);
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
    }

    [Fact]
    public void A_test_alert_reaches_the_outputs()
    {
        using var server = HttpSink.Start();
        var file = Path.Combine(_folder.Path, "alerts.log");

        var (code, output, _) = RunnerProcess.Run(
            "doctor", "http://127.0.0.1:0/k8s-audit", "--send-test", "-o", $"file_output={{enabled: true, filename: {file}}}", "-o",
            $"http_output={{enabled: true, url: \"{server.Address}\"}}");

        Assert.Equal(0, code);
        Assert.Contains("OK    test alert      http: a test alert was delivered", output, StringComparison.Ordinal);
        Assert.Contains("Falco internal: test alert", server.Next().Text, StringComparison.Ordinal);
        Assert.Contains("Falco internal: test alert", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_creates_no_file()
    {
        var file = Path.Combine(_folder.Path, "alerts.log");

        Assert.Equal(0, RunnerProcess.Run("--dry-run", "http://127.0.0.1:0/k8s-audit", "-o", $"file_output={{enabled: true, filename: {file}}}").Code);

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_certificate_is_checked_for_names_dates_and_its_key()
    {
        var (soon, soonKey) = TestCertificates.Ecdsa(DateTimeOffset.UtcNow.AddDays(1));
        var (expired, expiredKey) = TestCertificates.Ecdsa(DateTimeOffset.UtcNow.AddDays(-3));

        Assert.Contains("has the names localhost, 127.0.0.1", Certificate($"{soon}\n{soonKey}"), StringComparison.Ordinal);
        Assert.Contains("WARN  certificate     sslCertificate: the certificate expires on ", Certificate($"{soon}\n{soonKey}"), StringComparison.Ordinal);
        Assert.Contains("FAIL  certificate     sslCertificate: the certificate has exp", Certificate($"{expired}\n{expiredKey}"), StringComparison.Ordinal);
        Assert.Contains("FAIL  certificate     sslCertificate: ", Certificate($"{soon}\n{expiredKey}"), StringComparison.Ordinal);
        new OpenSsl(_folder).Authority("nameless");
        Assert.Contains(
            "the certificate has no subject alternative names, and API servers refuse it",
            Certificate(File.ReadAllText(_folder["nameless.pem"]) + File.ReadAllText(_folder["nameless.key"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_policy_is_checked_for_rules_that_cannot_fire()
    {
        var policy = _folder.Write("policy.yaml", "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{level: Metadata}]}");

        var (code, output, _) = RunnerProcess.Run("doctor", "http://127.0.0.1:0/k8s-audit", "--audit-policy", policy);

        Assert.Equal(0, code);
        Assert.Contains(
            "WARN  audit policy    rule 'Create Privileged Pod' cannot fire: rule 1 of the policy reports create pods at level Metadata",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("rule 'Attach/Exec Pod' cannot fire", output, StringComparison.Ordinal);
        var sample = RepositoryFiles.PathOf("samples/apiserver/audit-policy.yaml");
        Assert.DoesNotContain(
            "cannot fire",
            RunnerProcess.Run("doctor", "http://127.0.0.1:0/k8s-audit", "--audit-policy", sample).Output,
            StringComparison.Ordinal);
    }

    /// <summary>Kubeconfigs of an audit webhook, each with what doctor says about it.</summary>
    public static TheoryData<string, string, string> WebhookConfigs => new()
    {
        { "server: https://127.0.0.1:{port}/k8s-audit, certificate-authority: ca.pem", Client, "OK    webhook config  {file} fits" },
        { "server: https://127.0.0.1:{port}/other, certificate-authority: ca.pem", Client, "does not listen on the path /other" },
        { "server: http://127.0.0.1:{port}/k8s-audit", "", "uses http, and the webhook listens with https" },
        { "server: https://127.0.0.1:{port}/k8s-audit, certificate-authority: other.pem", "", "certificate-authority must have issued|clientCA has issued" },
        { "server: https://127.0.0.1:{port}/k8s-audit, certificate-authority: ca.pem", "", "give the user a client-certificate" },
        {
            "server: https://10.1.2.3:{port}/k8s-audit, certificate-authority: ca.pem",
            Client,
            "FAIL  webhook config  a request for https://10.1.2.3:{port}/k8s-audit failed"
        },
        { "server: https://10.1.2.3:{port}/k8s-audit, certificate-authority: ca.pem, tls-server-name: localhost", Client, "fits" },
    };

    [Theory]
    [MemberData(nameof(WebhookConfigs))]
    public void The_kubeconfig_of_an_audit_webhook_is_tried(string cluster, string user, string expected)
    {
        var openssl = new OpenSsl(_folder);
        openssl.Authority("ca");
        openssl.Authority("other");
        openssl.Issue("server", "ca", "serverAuth", "IP:127.0.0.1,DNS:localhost");
        openssl.Issue("client", "ca", "clientAuth", "DNS:kube-apiserver");
        var port = FreePort();
        string Filled(string text) =>
            text.Replace("{port}", $"{port}", StringComparison.Ordinal).Replace("{file}", _folder["webhook.yaml"], StringComparison.Ordinal);
        var file = _folder.Write("webhook.yaml", Filled($$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: k, cluster: { {{cluster}} } }]
            users: [{name: u, user: { {{user}} } }]
            contexts: [{name: k, context: {cluster: k, user: u} }]
            current-context: k
            """));

        var output = RunnerProcess.Run(
            "doctor", $"https://127.0.0.1:{port}/k8s-audit", "--webhook-config", file, "-o",
            $"plugins[0].init_config={{sslCertificate: {_folder["server.pem"]}, sslKey: {_folder["server.key"]}, clientCA: {_folder["ca.pem"]}}}").Output;

        Assert.Contains(Filled(expected).Split('|'), part => output.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--audit-policy-file=/p.yaml --audit-webhook-config-file=/w.yaml", "OK    api server      api: --audit-webhook-config-file=/w.yaml")]
    [InlineData("--audit-log-path=/a.log", "FAIL  api server      api has no --audit-policy-file")]
    [InlineData("--audit-policy-file=/p.yaml", "FAIL  api server      api has neither --audit-webhook-config-file nor --audit-log-path")]
    [InlineData("--audit-policy-file=/p.yaml --audit-log-path=/a.log --audit-log-truncate-enabled", "WARN  api server      api: --audit-log-truncate-enabled")]
    public void The_flags_of_the_API_servers_of_a_cluster_are_checked(string flags, string expected)
    {
        var words = string.Join(',', flags.Split(' ').Prepend("kube-apiserver").Select(word => $"\"{word}\""));
        using var cluster = HttpSink.Start(
            answer: $"{{\"items\":[{{\"metadata\":{{\"name\":\"api\"}},\"spec\":{{\"containers\":[{{\"command\":[{words}]}}]}}}}]}}");
        var file = _folder.Write("config", $$"""
            clusters: [{name: k, cluster: {server: "{{cluster.Address}}"} }]
            users: [{name: u, user: {token: abc} }]
            contexts: [{name: k, context: {cluster: k, user: u} }]
            current-context: k
            """);

        var output = RunnerProcess.Run("doctor", "http://127.0.0.1:0/k8s-audit", "--kubeconfig", file).Output;

        Assert.Contains(expected, output, StringComparison.Ordinal);
        var request = cluster.Next();
        Assert.Equal(("/api/v1/namespaces/kube-system/pods", "Bearer abc"), (request.Path, request.Headers["Authorization"]));
    }

    private string Certificate(string pem) => RunnerProcess.Run(
        "doctor", "https://127.0.0.1:0/k8s-audit", "-o", $"plugins[0].init_config={{sslCertificate: {_folder.Write("server.pem", pem)}}}").Output;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task CloseAll(TcpListener listener, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync(cancellation)).Dispose();
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
