using System.Net;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Access;
using K8sAudit.Plugin.Sources.Webhook.Http;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>Clients that are slow, many or large, and what the options allow them.</summary>
public sealed class LimitsTests : IDisposable
{
    // The answer to an authorized request that is not a POST.
    private const string MethodNotAllowed = "HTTP/1.1 405 Method Not Allowed";

    private const string Unauthorized = "HTTP/1.1 401 Unauthorized";

    private const string RequestLine = "POST /k8s-audit HTTP/1.1\r\nHost: x\r\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The patient server's client was there first and does the same, so what ends the other one is the option.
    [Theory]
    [InlineData("headerTimeout", "POST /k8s-au")]
    [InlineData("headerTimeout", "POST /k8s-audit HTTP/1.1\r\nHost: x\r\nContent-Ty")]
    [InlineData("bodyTimeout", "{headers}")]
    [InlineData("bodyTimeout", "{headers}{\"kind\"")]
    [InlineData("minDataRate", "{headers}{\"kind\"")]
    public async Task A_slow_client_is_ended_as_the_options_say(string option, string begin)
    {
        var request = $"{RequestLine}Content-Type: application/json\r\nContent-Length: {Event("a").Length}\r\n\r\n{Event("a")}";
        begin = begin.Replace("{headers}", request[..^Event("a").Length], StringComparison.Ordinal);
        using var patient = Open(Slow(option, isPatient: true));
        using var waiting = await RawClient.ConnectAsync(patient, begin);
        using var strict = Open(Slow(option, isPatient: false));
        using var client = await RawClient.ConnectAsync(strict, begin);
        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await waiting.SendAsync(request[begin.Length..]);
        Assert.Equal("HTTP/1.1 200 OK", await waiting.ReadLineAsync());
        Assert.Equal([Event("a")], patient.Read(1));
        Assert.Empty(strict.ReadOnce());
    }

    // Streams share a connection, and a client that is too slow for the rate loses it.
    [Theory]
    [InlineData("bodyTimeout", "408 the body arrives too slowly (bodyTimeout, minDataRate); it is not acknowledged")]
    [InlineData("minDataRate", "the connection is closed")]
    public async Task A_slow_body_over_HTTP2_is_ended_as_the_options_say(string option, string answer)
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        using var stream = Open(Slow(option, isPatient: false) with { SslCertificate = _folder.Write("falco.pem", certificate + "\n" + key) }, "https");
        Assert.Equal(answer, await PostEndlesslyAsync(stream, certificate));
        Assert.Empty(stream.ReadOnce());
    }

    [Fact]
    public async Task A_TLS_handshake_is_limited_by_the_timeout_for_headers()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        using var stream = Open(new() { HeaderTimeout = 1, SslCertificate = _folder.Write("falco.pem", certificate + "\n" + key) }, "https");
        using var client = await RawClient.ConnectAsync(stream);
        Assert.Equal("", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Connections_that_deliver_batches_keep_a_new_one_out()
    {
        using var stream = Open(new() { MaxConnections = 2 });
        using var first = await DeliverAsync(stream, "a");
        var second = await DeliverAsync(stream, "b");
        using (var third = await RawClient.ConnectAsync(stream))
        {
            Assert.Equal("", await third.ReadToEndAsync());
        }

        // Those that are open stay open, and one that ends makes room.
        Assert.Equal(MethodNotAllowed, await GreetAsync(first));
        second.Dispose();
        string answer;
        do
        {
            using var next = await RawClient.ConnectAsync(stream, Greeting());
            answer = await next.ReadLineAsync();
        }
        while (answer.Length == 0);
        Assert.Equal(MethodNotAllowed, answer);
    }

    [Fact]
    public async Task Connections_that_get_answers_and_deliver_nothing_do_not_keep_the_API_server_out()
    {
        const int max = 5;
        using var stream = Open(new() { MaxConnections = max });
        var others = new List<RawClient>();
        for (var number = 0; number < max; number++)
        {
            others.Add(await GreetAsync(stream));
        }

        using var client = await DeliverAsync(stream, "a");
        for (var number = 0; number < 2 * max; number++)
        {
            others.Add(await GreetAsync(stream));
        }

        Assert.Equal(MethodNotAllowed, await GreetAsync(client));
        Assert.Equal([Event("a")], stream.Read(1));
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public async Task A_connection_that_has_delivered_nothing_for_a_while_can_be_replaced()
    {
        var time = new ManualTime();
        using var stream = WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), Intake(time: time, options: new() { MaxConnections = 2 }));
        using var first = await DeliverAsync(stream, "a");
        time.Advance(ClientConnectionLimiter.ProtectedFor);
        using var second = await DeliverAsync(stream, "b");
        time.Advance(TimeSpan.FromSeconds(1));
        using var third = await DeliverAsync(stream, "c");
        Assert.Equal("", await first.ReadToEndAsync());
        using var fourth = await RawClient.ConnectAsync(stream);
        Assert.Equal("", await fourth.ReadToEndAsync());
        Assert.Equal(MethodNotAllowed, await GreetAsync(second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Clients_without_the_token_cannot_hold_all_connections_and_keep_the_API_server_out(int max)
    {
        var log = new RecordingLog();
        using var stream = Open(new() { MaxConnections = max, BearerTokenFile = _folder.Write("tokens", "right") }, log: log);
        var others = new List<RawClient>();
        for (var number = 0; number < max; number++)
        {
            others.Add(await GreetAsync(stream, "wrong", Unauthorized));
        }

        // A new connection replaces the first of them, and is not replaced once it is authorized.
        using var client = await GreetAsync(stream, "right");
        Assert.Contains(log.Lines, line => line.EndsWith(PluginMessages.TooManyConnections(max), StringComparison.Ordinal));
        for (var number = 0; number < 2 * max; number++)
        {
            others.Add(max == 1 ? await RawClient.ConnectAsync(stream) : await GreetAsync(stream, "wrong", Unauthorized));
        }

        var gone = max == 1 ? others : others[..^(max - 1)];
        foreach (var other in gone)
        {
            Assert.Equal("", await other.ReadToEndAsync());
        }

        foreach (var other in others.Except(gone))
        {
            Assert.Equal(Unauthorized, await GreetAsync(other, "wrong"));
        }

        Assert.Equal(MethodNotAllowed, await GreetAsync(client, "right"));
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public async Task A_limited_number_of_bodies_is_received_at_a_time()
    {
        using var stream = Open(new() { MaxConcurrentBodies = 3 });
        using var client = new WebhookClient(stream);
        var request = $"{RequestLine}Content-Type: application/json\r\nContent-Length: {Event("1").Length}\r\n\r\n{Event("1")}";
        var bodies = new List<RawClient>();
        for (var body = 1; body <= 3; body++)
        {
            using var taken = await client.PostAsync(Event($"before {body}"));
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            bodies.Add(await RawClient.ConnectAsync(stream, request.Replace("\"1\"", $"\"{body}\"", StringComparison.Ordinal)[..^1]));
            stream.Read(1);
            stream.PollUntil(() => stream.RequestsInFlight == body);
        }

        using var refused = await client.PostAsync(Event("refused"));
        Assert.Equal(
            "429 too many bodies are being read (maxConcurrentBodies, maxBufferedBytes); nothing was accepted; retry the request",
            await WebhookClient.AnswerAsync(refused));
        await bodies[0].SendAsync("}");
        Assert.Equal("HTTP/1.1 200 OK", await bodies[0].ReadLineAsync());
        using var next = await client.PostAsync(Event("next"));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal([Event("1"), Event("next")], stream.Read(2));
        bodies.ForEach(body => body.Dispose());
    }

    [Theory]
    [InlineData(10, 10, 200)]
    [InlineData(10, 11, 413)]
    [InlineData(300, 299, 200)]
    [InlineData(300, 301, 413)]
    public async Task A_body_has_only_so_many_events_however_it_comes(int max, int events, int status)
    {
        foreach (var limit in new[] { new K8sAuditOptions().WebhookMaxBatchSize, 100 })
        {
            using var stream = Open(new() { MaxEventsPerRequest = max, WebhookMaxBatchSize = limit });
            using var client = new WebhookClient(stream);
            using var response = await client.PostAsync($"[{string.Join(',', Enumerable.Range(0, events).Select(i => Event($"{i}")))}]");
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("POST /k8s-audit HTTP/1.1\r\nHost: x\r\n{1}\r\n", "HTTP/1.1 431 Request Header Fields Too Large")]
    [InlineData("POST /{0} HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 414 URI Too Long")]
    [InlineData("POST /k8s-audit HTTP/1.1\r\nHost: x\r\nX: {0}\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large")]
    public async Task Headers_are_bounded(string request, string answer)
    {
        using var stream = Open(new());
        using var client = await RawClient.ConnectAsync(
            stream,
            request.Replace("{0}", new string('x', 40_000), StringComparison.Ordinal)
                .Replace("{1}", string.Concat(Enumerable.Repeat("X: x\r\n", 101)), StringComparison.Ordinal));
        Assert.Equal(answer, await client.ReadLineAsync());
    }

    private static K8sAuditOptions Slow(string option, bool isPatient)
    {
        var patient = new K8sAuditOptions { HeaderTimeout = OptionKind.MaxSeconds, BodyTimeout = OptionKind.MaxSeconds, MinDataRate = 0 };
        return option switch
        {
            _ when isPatient => patient,
            "headerTimeout" => patient with { HeaderTimeout = 1 },
            "bodyTimeout" => patient with { BodyTimeout = 1 },
            _ => patient with { MinDataRate = 1_000_000 },
        };
    }

    private static async Task<RawClient> DeliverAsync(WebhookStream stream, string id)
    {
        var client = await RawClient.ConnectAsync(
            stream,
            $"{RequestLine}Content-Type: application/json\r\nContent-Length: {Event(id).Length}\r\n\r\n{Event(id)}");
        Assert.Equal("HTTP/1.1 200 OK", await client.ReadLineAsync());
        while (await client.ReadLineAsync() is { Length: > 0 })
        {
        }

        return client;
    }

    private static string Greeting(string token = "") => $"HEAD /k8s-audit HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n";

    private static async Task<RawClient> GreetAsync(WebhookStream stream, string token = "", string answer = MethodNotAllowed)
    {
        var client = await RawClient.ConnectAsync(stream);
        Assert.Equal(answer, await GreetAsync(client, token));
        return client;
    }

    // The first line of the answer; the others are read, too.
    private static async Task<string> GreetAsync(RawClient client, string token = "")
    {
        await client.SendAsync(Greeting(token));
        var answer = await client.ReadLineAsync();
        while (await client.ReadLineAsync() is { Length: > 0 })
        {
        }

        return answer;
    }

    private static async Task<string> PostEndlesslyAsync(WebhookStream stream, string certificate)
    {
        using var client = new WebhookClient(stream, "https", version: HttpVersion.Version20, trusted: certificate);
        try
        {
            using var response = await client.SendAsync(HttpMethod.Post, new EndlessContent { Headers = { ContentType = new("application/json") } });
            return await WebhookClient.AnswerAsync(response);
        }
        catch (HttpRequestException)
        {
            return "the connection is closed";
        }
    }

    private static WebhookStream Open(K8sAuditOptions options, string scheme = "http", RecordingLog? log = null) =>
        WebhookStream.Open(WebhookAddress.Parse($"{scheme}://127.0.0.1:0/k8s-audit"), Intake(log, options: options));

    // Begins, and never goes on.
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{"u8.ToArray());
            await stream.FlushAsync();
            await new TaskCompletionSource().Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
