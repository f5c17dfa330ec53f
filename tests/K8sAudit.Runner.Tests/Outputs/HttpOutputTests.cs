using System.Net;
using System.Net.Sockets;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>Alerts to an HTTP server.</summary>
public sealed class HttpOutputTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly RecordingOutput _echo = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, "application/json")]
    [InlineData(false, "text/plain")]
    public void An_alert_is_the_body_of_a_POST_request(bool json, string contentType)
    {
        using var server = HttpSink.Start();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address + "/alerts") }, json);

        output.Write("an alert");

        var request = server.Next();
        Assert.Equal(
            ("POST", "/alerts", "an alert", contentType, "falcosecurity/falco"),
            (request.Method, request.Path, request.Text, request.Headers["Content-Type"], request.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_is_reused_with_keep_alive(bool keepAlive)
    {
        using var server = HttpSink.Start();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), KeepAlive = keepAlive });

        output.Write("one");
        output.Write("two");

        Assert.Equal(keepAlive, server.Next().Connection == server.Next().Connection);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_that_closes_its_connections_without_saying_so_gets_every_alert(bool keepAlive)
    {
        using var server = new ClosingServer();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), KeepAlive = keepAlive });

        output.Write("one");
        output.Write("two");
        output.Write("three");

        Assert.Equal(["one", "two", "three"], server.Answered);
    }

    [Fact]
    public void A_server_that_never_answers_is_asked_twice_and_no_more()
    {
        using var server = new ClosingServer(answers: 0);
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), KeepAlive = true });

        Assert.Throws<UndeliveredException>(() => output.Write("one"));

        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("me:p%40ss@", "Basic bWU6cEBzcw==")]
    [InlineData("me@", "Basic bWU6")]
    public void A_name_and_a_password_in_the_URL_are_sent_and_not_shown(string user, string expected)
    {
        using var server = HttpSink.Start(status: 401);
        using var output = Output(
            new HttpOutputConfiguration { Url = new Uri(server.Address.Replace("://", $"://{user}", StringComparison.Ordinal) + "/T0/B0?token=x") });

        var error = Assert.Throws<UndeliveredException>(() => output.Write("an alert"));

        Assert.Equal(expected, server.Next().Headers["Authorization"]);
        Assert.Equal($"{server.Address.Replace("://", "://<redacted>@", StringComparison.Ordinal)}/<redacted> answered 401", error.Message);
    }

    [Fact]
    public void Bodies_are_compressed_with_compress_uploads()
    {
        using var server = HttpSink.Start();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), Compress = true, UserAgent = "mine/1 (x)" });

        output.Write("an alert");

        var request = server.Next();
        Assert.Equal(("gzip", "an alert", "mine/1 (x)"), (request.Headers["Content-Encoding"], request.Unzipped, request.Headers["User-Agent"]));
    }

    [Fact]
    public void The_response_is_shown_with_echo()
    {
        using var server = HttpSink.Start();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), Echo = true });

        output.Write("an alert");

        Assert.Equal(["the answer"], _echo.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_endless_response_takes_no_memory_and_is_reported_where_it_is_shown(bool shown)
    {
        using var server = HttpSink.Start(answer: new string('x', 16 * 1024 * 1024));
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), Echo = shown });

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => output.Write("an alert"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
        Assert.Equal("an alert", server.Next().Text);
        Assert.Empty(_echo.Lines);
        if (shown)
        {
            // The alert is delivered nevertheless.
            Assert.Equal(0, Assert.IsType<UndeliveredException>(error).Count);
            Assert.Contains("an answer of more than 1048576 bytes", Assert.IsType<UndeliveredException>(error).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(error);
        }
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(503, 1)]
    public void A_response_that_cannot_be_shown_does_not_change_whether_the_alert_is_delivered(int status, int undelivered)
    {
        using var server = HttpSink.Start(status: status);
        _echo.Failure = new IOException("no space");
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address), Echo = true });

        Assert.Equal(undelivered, Assert.Throws<UndeliveredException>(() => output.Write("an alert")).Count);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_server_that_refuses_is_an_error()
    {
        using var server = HttpSink.Start(status: 503);
        using var output = Output(new HttpOutputConfiguration { Url = new Uri(server.Address) });

        Assert.Contains("answered 503", Assert.Throws<UndeliveredException>(() => output.Write("an alert")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_is_not_answered_is_sent_again_as_often_as_configured_and_then_undelivered()
    {
        using var server = HttpSink.Start(answer: null);
        using var output = new HttpOutput(
            new HttpOutputConfiguration { Url = new Uri(server.Address), MaxTimeouts = 2 },
            json: false,
            TimeSpan.FromMilliseconds(1000),
            _echo);

        Assert.Contains("did not answer within 1000 ms", Assert.Throws<UndeliveredException>(() => output.Write("an alert")).Message, StringComparison.Ordinal);

        Assert.Equal(["an alert", "an alert", "an alert"], [server.Next().Text, server.Next().Text, server.Next().Text]);
    }

    [Theory]
    [InlineData("ca_cert", true)]
    [InlineData("ca_bundle", true)]
    [InlineData("ca_path", true)]
    [InlineData("insecure", true)]
    [InlineData("system", false)]
    public void A_server_is_trusted_according_to_the_configuration(string trust, bool trusted)
    {
        var authority = _folder.Write("ca/ca.pem", TestCertificates.Authority.ExportCertificatePem());
        using var certificate = TestCertificates.Create("server");
        using var server = HttpSink.StartTls(certificate);
        var configuration = new HttpOutputConfiguration { Url = new Uri(server.Address) };
        using var output = Output(trust switch
        {
            "ca_cert" => configuration with { CaCert = authority },
            "ca_bundle" => configuration with { CaBundle = authority },
            "ca_path" => configuration with { CaPath = Path.GetDirectoryName(authority)! },
            "insecure" => configuration with { Insecure = true },
            _ => configuration,
        });

        if (trusted)
        {
            output.Write("an alert");
            Assert.Equal("an alert", server.Next().Text);
        }
        else
        {
            var error = Assert.Throws<UndeliveredException>(() => output.Write("an alert"));
            Assert.Matches($"^nothing could be sent to {server.Address}/?: .*(UntrustedRoot|PartialChain)", error.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_client_certificate_is_sent_with_mtls(bool mutual)
    {
        using var certificate = TestCertificates.Create("server");
        using var own = TestCertificates.Create("client");
        var (pem, key) = TestCertificates.Pem(own);
        using var server = HttpSink.StartTls(certificate, clients: own);
        using var output = Output(
            new HttpOutputConfiguration
            {
                Url = new Uri(server.Address),
                Insecure = true,
                MutualTls = mutual,
                ClientCert = _folder.Write("c.crt", pem),
                ClientKey = _folder.Write("c.key", key),
            });

        if (mutual)
        {
            output.Write("an alert");
            Assert.Equal("an alert", server.Next().Text);
        }
        else
        {
            Assert.ThrowsAny<Exception>(() => output.Write("an alert"));
            Assert.Empty(server.Requests);
        }
    }

    [Fact]
    public void The_error_of_an_unreachable_server_has_its_address_and_the_reason_and_no_secrets()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var output = Output(new HttpOutputConfiguration { Url = new Uri($"http://me:secret@127.0.0.1:{port}/token") });

        var error = Assert.Throws<UndeliveredException>(() => output.Write("an alert"));

        Assert.Equal($"nothing could be sent to http://<redacted>@127.0.0.1:{port}/<redacted>: Connection refused", error.Message);
    }

    [Fact]
    public void Certificates_that_cannot_be_read_are_errors_when_the_output_is_opened()
    {
        var configuration = new HttpOutputConfiguration { Url = new Uri("https://localhost"), MutualTls = true, ClientCert = "/nowhere.crt" };

        Assert.Contains(
            "http_output.client_cert: cannot use /nowhere.crt with ",
            Assert.Throws<UserError>(() => Output(configuration)).Message,
            StringComparison.Ordinal);
        var empty = _folder.Write("empty.pem", "");
        Assert.Contains(
            "http_output.ca_cert: cannot use ",
            Assert.Throws<UserError>(() => Output(configuration with { MutualTls = false, CaCert = empty })).Message,
            StringComparison.Ordinal);
    }

    private HttpOutput Output(HttpOutputConfiguration configuration, bool json = false) => new(configuration, json, _long, _echo);
}
