using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

/// <summary>Which clients are accepted, tested with curl and openssl.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly OpenSsl _openssl;
    private readonly SourceContext _intake;

    public AccessTests()
    {
        _openssl = new OpenSsl(_folder);
        _folder.Write("event.json", Event("a"));
        _folder.Write("tokens", "good-token\nnext-token\n");
        foreach (var authority in new[] { "ca", "other-ca" })
        {
            _openssl.Authority(authority);
        }

        _openssl.Issue("server", "ca", "serverAuth", "DNS:localhost,IP:127.0.0.1");
        _openssl.Issue("apiserver", "ca", "clientAuth", "DNS:kube-apiserver");
        _intake = Intake(_log, options: new K8sAuditOptions { SslCertificate = _folder["server.pem"], SslKey = _folder["server.key"], DedupeEvents = 0 });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_a_client_with_the_right_certificate_is_accepted()
    {
        _openssl.Issue("stranger", "other-ca", "clientAuth", "DNS:kube-apiserver");
        _openssl.Issue("expired", "ca", "clientAuth", "DNS:kube-apiserver", expired: true);
        _openssl.Issue("kubelet", "ca", "clientAuth", "DNS:kubelet");
        _openssl.Issue("webserver", "ca", "serverAuth", "DNS:kube-apiserver");
        Set(o => o with { ClientCA = _folder["ca.pem"], ClientNames = ["kube-apiserver"] });
        using var stream = Open();
        Assert.Equal("200", Curl(stream, "--cert apiserver.pem --key apiserver.key"));
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.All(
            [
                "", "--cert stranger.pem --key stranger.key", "--cert expired.pem --key expired.key", "--cert kubelet.pem --key kubelet.key",
                "--cert webserver.pem --key webserver.key",
            ],
            arguments => Assert.StartsWith("000curl: (", Curl(stream, arguments), StringComparison.Ordinal));
        Assert.Empty(stream.ReadOnce());
        Assert.Equal(5, _intake.Counters.RefusedClients);
        Assert.Equal(1, _intake.Counters.FailedHandshakes(HandshakeFailure.NoCertificate));
        Assert.Equal(4, _intake.Counters.FailedHandshakes(HandshakeFailure.BadCertificate));
        Assert.Matches(@"^Warning: .*127\.0\.0\.1.* is refused: it has no certificate, and clientCA requires one$", _log.Lines[2]);
        Set(o => o with { ClientNames = ["apiserver"] });
        Assert.Equal("200", Curl(stream, "--cert apiserver.pem --key apiserver.key"));
    }

    [Fact]
    public void An_address_in_a_clients_certificate_is_never_requested()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (certificate, key) = TestCertificates.WithIssuerAt($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/issuer.crt");
        _folder.Write("far.pem", certificate);
        _folder.Write("far.key", key);
        Set(o => o with { ClientCA = _folder["ca.pem"] });
        using var stream = Open();
        Assert.StartsWith("000curl: (", Curl(stream, "--cert far.pem --key far.key"), StringComparison.Ordinal);
        Assert.Equal(1, _intake.Counters.RefusedClients);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("-tls1_1", "1.2", false)]
    [InlineData("-tls1_2", "1.2", true)]
    [InlineData("-tls1_3", "1.2", true)]
    [InlineData("-tls1_2", "1.3", false)]
    [InlineData("-tls1_3", "1.3", true)]
    public void Old_TLS_versions_are_refused(string version, string oldest, bool isSpoken)
    {
        Set(o => o with { MinTlsVersion = oldest });
        using var stream = Open();
        var output = _openssl.TryRun(
            "openssl",
            $"s_client -connect 127.0.0.1:{stream.Port} {version} -cipher DEFAULT@SECLEVEL=0 -CAfile ca.pem -verify_return_error");
        Assert.Equal(isSpoken, output.Contains("Verification: OK", StringComparison.Ordinal) && !output.Contains("Cipher is (NONE)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "401")]
    [InlineData("-H Authorization:", "401")]
    [InlineData("-H 'Authorization: Bearer'", "401")]
    [InlineData("--oauth2-bearer wrong", "401")]
    [InlineData("--oauth2-bearer good-toke", "401")]
    [InlineData("-u user:good-token", "401")]
    [InlineData("--oauth2-bearer good-token", "200")]
    [InlineData("--oauth2-bearer next-token", "200")]
    public void Only_a_request_with_the_right_token_is_accepted(string arguments, string status)
    {
        Set(o => o with { BearerTokenFile = _folder["tokens"] });
        using var stream = Open();
        Assert.Equal(status, Curl(stream, arguments.Replace("'Authorization: Bearer'", "\"Authorization: Bearer\"", StringComparison.Ordinal)));
        Assert.Equal("", File.ReadAllText(_folder["answer"]));
        Assert.Equal(status == "200" ? [Event("a")] : [], stream.ReadOnce());
        Assert.Equal("404", _openssl.Run("curl", $"-sS --cacert ca.pem -o answer -w %{{http_code}} https://localhost:{stream.Port}/other"));
    }

    [Fact]
    public void The_health_endpoint_needs_no_token_but_a_certificate_where_clients_need_one()
    {
        Set(o => o with { BearerTokenFile = _folder["tokens"] });
        using var stream = Open();
        Assert.Equal("200", Health("--cacert ca.pem"));
        Assert.Equal("ok\n", File.ReadAllText(_folder["answer"]));
        Set(o => o with { ClientCA = _folder["ca.pem"] });
        Assert.StartsWith("000", Health("--cacert ca.pem"), StringComparison.Ordinal);
        Assert.Equal("200", Health("--cacert ca.pem --cert apiserver.pem --key apiserver.key"));

        string Health(string arguments) => _openssl.TryRun("curl", $"-sS -o answer -w %{{http_code}} {arguments} https://localhost:{stream.Port}/healthz");
    }

    [Fact]
    public void Files_that_change_are_read_again_under_the_running_listener()
    {
        Set(o => o with { ClientCA = _folder["ca.pem"], BearerTokenFile = _folder["tokens"] });
        using var stream = Open();
        const string client = "--cert apiserver.pem --key apiserver.key --oauth2-bearer";
        Assert.Equal("200", Curl(stream, $"{client} good-token"));
        var port = stream.Port;

        // A broken file keeps what was.
        var (ca, server) = (File.ReadAllText(_folder["ca.pem"]), File.ReadAllText(_folder["server.pem"]));
        _folder.Write("tokens", "\n");
        _folder.Write("server.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        File.Delete(_folder["ca.pem"]);
        _folder.Write("trusted.pem", ca);
        PollUntilLogged(stream, "Error", 3);
        Assert.Equal("200", Curl(stream, $"{client} good-token", "trusted.pem"));
        Assert.Equal(
            [
                $"Error: \"{_folder["tokens"]}\" has no token; bearerTokenFile must name a file with one token on each line; what was read before stays in force",
                $"Error: the file \"{_folder["ca.pem"]}\" does not exist; set clientCA to a PEM file with the certificates of the authorities that issue client certificates; what was read before stays in force",
                $"Error: the private key in \"{_folder["server.key"]}\" does not belong to the first certificate in \"{_folder["server.pem"]}\", or either is damaged; the server's own certificate must come first; what was read before stays in force",
            ],
            _log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        // New files are in force a moment later: another server certificate, other authorities, another token.
        _openssl.Issue("renewed", "other-ca", "serverAuth", "DNS:localhost");
        _openssl.Issue("newclient", "other-ca", "clientAuth", "DNS:kube-apiserver");
        File.Move(_folder["renewed.key"], _folder["server.key"], overwrite: true);
        File.Move(_folder["renewed.pem"], _folder["server.pem"], overwrite: true);
        File.Copy(_folder["other-ca.pem"], _folder["ca.pem"]);
        _folder.Write("tokens", "new-token");
        PollUntilLogged(stream, "Info: read again", 3);
        Assert.Equal("200", Curl(stream, "--cert newclient.pem --key newclient.key --oauth2-bearer new-token", "other-ca.pem"));
        Assert.Equal("401", Curl(stream, "--cert newclient.pem --key newclient.key --oauth2-bearer good-token", "other-ca.pem"));
        Assert.StartsWith(
            "000curl",
            Curl(stream, "--cert apiserver.pem --key apiserver.key --oauth2-bearer new-token", "other-ca.pem"),
            StringComparison.Ordinal);
        Assert.Equal(port, stream.Port);
        Assert.NotEqual("", server);
    }

    [Fact]
    public void What_is_broken_at_the_start_is_an_error_that_names_the_file()
    {
        AssertFails(o => o with { ClientCA = _folder["none"] }, $"the file \"{_folder["none"]}\" does not exist; set clientCA to a PEM file with the certificates of the authorities that issue client certificates");
        AssertFails(o => o with { ClientCA = _folder["tokens"] }, $"\"{_folder["tokens"]}\" has no certificate; clientCA must name a PEM file with the certificates of the authorities that issue client certificates");
        AssertFails(
            o => o with { ClientCA = "", BearerTokenFile = _folder["none"] },
            $"the token file \"{_folder["none"]}\" does not exist; set bearerTokenFile to the path of a file with one token on each line");
        AssertFails(o => o with { ClientCA = "", BearerTokenFile = "s3cret" }, "bearerTokenFile names a file that does not exist (its value is not shown, because it may be a token); set it to the path of a file with one token on each line");
    }

    [Fact]
    public void With_options_that_name_a_missing_file_no_client_is_accepted_and_the_source_continues()
    {
        using var stream = Open();
        Set(o => o with { ClientCA = _folder["none"] });
        Assert.StartsWith("000curl", Curl(stream, "--cert apiserver.pem --key apiserver.key"), StringComparison.Ordinal);
        Set(o => o with { ClientCA = "", BearerTokenFile = _folder["none"] });
        Assert.Equal("500", Curl(stream, "--oauth2-bearer good-token"));
        Assert.Empty(stream.ReadOnce());
        Set(o => o with { BearerTokenFile = _folder["tokens"] });
        Assert.Equal("200", Curl(stream, "--oauth2-bearer good-token"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public void A_certificate_of_an_intermediate_authority_alone_is_enough()
    {
        _openssl.Intermediate("intermediate", "ca");
        _openssl.Intermediate("forged", "other-ca", "intermediate");
        _openssl.Issue("client", "intermediate", "clientAuth", "DNS:kube-apiserver");
        _openssl.Issue("expired", "intermediate", "clientAuth", "DNS:kube-apiserver", expired: true);
        _openssl.Issue("webserver", "intermediate", "serverAuth", "DNS:kube-apiserver");
        _openssl.Issue("imitation", "forged", "clientAuth", "DNS:kube-apiserver");
        _openssl.Issue("selfmade", "other-ca", "clientAuth", "DNS:kube-apiserver");
        _folder.Write(
            "chain.pem",
            File.ReadAllText(_folder["client.pem"]) + File.ReadAllText(_folder["intermediate.pem"]) + File.ReadAllText(_folder["ca.pem"]));
        _folder.Write(
            "imitationchain.pem",
            File.ReadAllText(_folder["imitation.pem"]) + File.ReadAllText(_folder["forged.pem"]) + File.ReadAllText(_folder["other-ca.pem"]));
        Set(o => o with { ClientCA = _folder["intermediate.pem"] });
        using var stream = Open();
        Assert.All(["client", "chain"], name => Assert.Equal("200", Curl(stream, $"--cert {name}.pem --key client.key")));
        Assert.All(
            ["expired expired", "webserver webserver", "imitation imitation", "imitationchain imitation", "apiserver apiserver", "selfmade selfmade"],
            pair => Assert.StartsWith("000curl: (", Curl(stream, $"--cert {pair.Split(' ')[0]}.pem --key {pair.Split(' ')[1]}.key"), StringComparison.Ordinal));
        Assert.Equal(6, _intake.Counters.RefusedClients);
    }

    [Fact]
    public void Options_that_would_not_authenticate_clients_are_errors()
    {
        const string noTls =
            "clientCA is set and the listen address begins with http://, so that clients could not be authenticated; use https://, or remove clientCA";
        const string noAuthority = "clientNames is set and clientCA is not, so that clients could not be authenticated; set clientCA, or remove clientNames";
        AssertFails(o => o with { ClientNames = ["kube-apiserver"] }, noAuthority);
        Set(o => o with { ClientCA = _folder["ca.pem"] });
        Assert.Equal(noTls, Assert.Throws<PluginException>(() => Open("http")).Message);
        Set(o => o with { ClientCA = "", ClientNames = [] });
        using var http = Open("http");
        using var https = Open();
        Set(o => o with { ClientCA = _folder["ca.pem"] });
        Assert.Equal("401", _openssl.Run("curl", $"-sS -o answer -w %{{http_code}} --json @event.json http://127.0.0.1:{http.Port}/k8s-audit"));
        Set(o => o with { ClientCA = "", ClientNames = ["kube-apiserver"] });
        Assert.Equal("401", Curl(https, ""));
        PollUntilLogged(https, $"Error: {noAuthority}", 1);
        Assert.Single(_log.Lines, line => line.EndsWith(noTls, StringComparison.Ordinal));
    }

    // Each step is what a program leaves behind that writes new files in place and pauses.
    [Fact]
    public void A_certificate_and_key_that_are_rewritten_in_place_are_in_force_when_both_are_complete()
    {
        using var stream = Open();
        _openssl.Issue("renewed", "other-ca", "serverAuth", "DNS:localhost");
        var (certificate, key) = (File.ReadAllText(_folder["renewed.pem"]), File.ReadAllText(_folder["renewed.key"]));
        (string File, string Text)[] steps =
        [
            ("server.key", ""),
            ("server.key", key[..100]),
            ("server.key", key),
            ("server.pem", ""),
            ("server.pem", certificate[..300]),
        ];
        for (var step = 0; step < steps.Length; step++)
        {
            File.WriteAllText(_folder[steps[step].File], steps[step].Text);
            Assert.Equal("200", Curl(stream, ""));
            PollUntilLogged(stream, "Error", step + 1);
            Assert.Equal("200", Curl(stream, ""));
        }

        Assert.All(
            _log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)),
            line => Assert.EndsWith("what was read before stays in force", line, StringComparison.Ordinal));
        File.WriteAllText(_folder["server.pem"], certificate);
        PollUntilLogged(stream, "Info: read again", 1);
        Assert.Equal("200", Curl(stream, "", "other-ca.pem"));
    }

    [Theory]
    [InlineData("server.key")]
    [InlineData("tokens")]
    [InlineData("ca.pem")]
    public void A_file_that_becomes_a_named_pipe_blocks_nothing(string name)
    {
        _folder.Write("trusted.pem", File.ReadAllText(_folder["ca.pem"]));
        Set(o => o with { ClientCA = _folder["ca.pem"], BearerTokenFile = _folder["tokens"] });
        using var stream = Open();
        File.Delete(_folder[name]);
        _openssl.Run("mkfifo", name);
        PollUntilLogged(stream, $"Error: \"{_folder[name]}\" cannot be read: it is a named pipe; expected a regular file", 1);
        Assert.Equal("200", Curl(stream, "--cert apiserver.pem --key apiserver.key --oauth2-bearer good-token", "trusted.pem"));
    }

    [Fact]
    public void A_handshake_that_fails_is_logged_with_the_reason_for_each_client_and_reason()
    {
        using var stream = Open();
        Assert.StartsWith("000curl: (60)", Curl(stream, "", "other-ca.pem"), StringComparison.Ordinal);
        PollUntilLogged(stream, "Warning", 1);
        _openssl.TryRun("curl", $"-sS http://127.0.0.1:{stream.Port}/k8s-audit");
        PollUntilLogged(stream, "Warning", 2);
        var warnings = _log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).ToArray();

        // Where the client's alert and the end of its connection come together, the system may report the end alone.
        Assert.Matches(
            @"^Warning: .*127\.0\.0\.1.* is refused: (the TLS handshake failed: .*unknown ca|it closed the connection during the TLS handshake; .*)$",
            warnings[0]);
        Assert.Contains(" is refused: it sent something else than TLS, such as plain HTTP, and ", warnings[1], StringComparison.Ordinal);
        Assert.Equal(2, warnings.Length);
        Assert.Equal(1, _intake.Counters.FailedHandshakes(HandshakeFailure.Failed) + _intake.Counters.FailedHandshakes(HandshakeFailure.Aborted));
        Assert.Equal(1, _intake.Counters.FailedHandshakes(HandshakeFailure.NotTls));
    }

    [Fact]
    public async Task A_connection_that_is_closed_before_a_handshake_is_not_logged()
    {
        using var stream = Open();
        using (await RawClient.ConnectAsync(stream))
        {
        }

        Assert.Equal("200", Curl(stream, ""));
        stream.Dispose();
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal));
    }

    private void PollUntilLogged(WebhookStream stream, string start, int count)
    {
        using var batch = new EventBatch();
        WaitUntil(() =>
        {
            batch.Clear();
            stream.Next(batch);
            return _log.Lines.Count(line => line.StartsWith(start, StringComparison.Ordinal)) >= count;
        });
    }

    private void AssertFails(Func<K8sAuditOptions, K8sAuditOptions> change, string message)
    {
        Set(change);
        Assert.Equal(message, Assert.Throws<PluginException>(() => Open()).Message);
    }

    private void Set(Func<K8sAuditOptions, K8sAuditOptions> change) => _intake.Options = change(_intake.Options);

    private WebhookStream Open(string scheme = "https") => WebhookStream.Open(WebhookAddress.Parse($"{scheme}://127.0.0.1:0/k8s-audit"), _intake);

    private string Curl(WebhookStream stream, string arguments, string trusted = "ca.pem") => _openssl.Curl(stream.Port, $"--cacert {trusted} {arguments}");
}
