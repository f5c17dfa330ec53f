using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

public sealed class WebhookStreamTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.1")]
    [InlineData("https", "2.0")]
    public async Task A_batch_of_the_API_server_gives_its_events(string scheme, string version)
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        var options = scheme == "http" ? Options() : Options() with { SslCertificate = _folder.Write("falco.pem", certificate + "\n" + key) };
        using var stream = Open($"{scheme}://127.0.0.1:0/k8s-audit", options);
        using var client = new WebhookClient(stream, scheme, version: Version.Parse(version), trusted: certificate);
        using var response = await client.PostAsync(Samples.EventList(400));
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal(Samples.Events(400), stream.Read(400));
        Assert.Equal([$"Info: listening on {scheme}://127.0.0.1:0/k8s-audit (port {stream.Port})", "Info: first audit events from 127.0.0.1"], _log.Lines);
    }

    [Theory]
    [InlineData("sslCertificate")]
    [InlineData("sslKey")]
    public void A_certificate_that_is_configured_and_not_used_is_a_warning(string option)
    {
        var options = option == "sslKey" ? Options() with { SslKey = "/server.key" } : Options() with { SslCertificate = "/server.pem" };

        using var stream = Open("http://127.0.0.1:0/k8s-audit", options);

        Assert.Equal(
            $"Warning: {option} is set and has no effect, because http://127.0.0.1:0/k8s-audit begins with http://; use https://, or remove {option}",
            _log.Lines[^1]);
    }

    [Fact]
    public async Task An_RSA_key_in_front_of_its_certificate_serves_too()
    {
        var (certificate, key) = TestCertificates.Rsa();
        using var stream = Open("https://127.0.0.1:0/", Options() with { SslCertificate = _folder.Write("falco.pem", key + "\n" + certificate) });
        using var client = new WebhookClient(stream, "https", "/", trusted: certificate);
        using var response = await client.PostAsync(Event("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Theory]
    [InlineData("GET", "/k8s-audit", "application/json", "{A}", "405 this is the k8saudit webhook: the Kubernetes API server posts its audit events here (POST, application/json)")]
    [InlineData("PUT", "/k8s-audit", "application/json", "{A}", "405 this is the k8saudit webhook: the Kubernetes API server posts its audit events here (POST, application/json)")]
    [InlineData("POST", "/", "application/json", "{A}", "404 there is nothing here")]
    [InlineData("POST", "/k8s-audit/", "application/json", "{A}", "404 there is nothing here")]
    [InlineData("POST", "/healthz", "application/json", "{A}", "404 there is nothing here")]
    [InlineData("GET", "/healthz", null, "", "200 ok")]
    [InlineData("POST", "/k8s-audit", "text/plain", "{A}", "415 audit events are JSON; send them with Content-Type: application/json or application/x-ndjson")]
    [InlineData("POST", "/k8s-audit", "application/jsonp", "{A}", "415 audit events are JSON; send them with Content-Type: application/json or application/x-ndjson")]
    [InlineData("POST", "/k8s-audit", null, "{A}", "415 audit events are JSON; send them with Content-Type: application/json or application/x-ndjson")]
    [InlineData("POST", "/k8s-audit", "application/json", "", "400 the body holds no audit event: it is empty")]
    [InlineData("POST", "/k8s-audit", "application/json", "{\"kind\":\"EventList\",\"items\":[]}", "200")]
    [InlineData("POST", "/k8s-audit", "application/json", "[]", "200")]
    [InlineData("POST", "/k8s-audit", "application/json", " nonsense", "400 the body holds no audit event: byte 1: it is not valid JSON")]
    [InlineData("POST", "/k8s-audit", "application/json", "{\"kind\":\"Pod\"}", "400 the body holds no audit event: byte 0: data not recognized as a k8s audit event: neither an audit event (kind Event, or an auditID) nor an EventList")]
    [InlineData("POST", "/k8s-audit", "application/json", "{\"kind\":\"EventList\",\"items\":[{A},{\"kind\":", "400 the JSON value at byte 60 does not end; the request is not acknowledged")]
    [InlineData("POST", "/k8s-audit", "application/json", "{\"auditID\":\"{LONG}\"}", "413 a single event, or a body that is not an EventList with its kind before its items, is larger than 200 bytes; raise webhookMaxBatchSize")]
    [InlineData("POST", "/k8s-audit", "application/json", "{\"items\":[{A},{A},{A},{A},{A},{A},{A}],\"kind\":\"EventList\"}", "413 a single event, or a body that is not an EventList with its kind before its items, is larger than 200 bytes; raise webhookMaxBatchSize")]
    public async Task What_is_not_a_batch_is_refused_with_a_reason(
        string method,
        string path,
        string? contentType,
        string body,
        string expected)
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit", Options() with { WebhookMaxBatchSize = 200 });
        using var client = new WebhookClient(stream, path: path);
        using var response = await client.SendAsync(
            new HttpMethod(method),
            body.Replace("{A}", Event("a"), StringComparison.Ordinal).Replace("{LONG}", new string('x', 300), StringComparison.Ordinal),
            contentType);
        Assert.Equal(expected, await WebhookClient.AnswerAsync(response));
        Assert.Equal(expected.StartsWith("405", StringComparison.Ordinal) ? ["POST"] : [], response.Content.Headers.Allow);
        Assert.Empty(stream.ReadOnce());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=UTF-8")]
    [InlineData("application/vnd.kubernetes.audit+json")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/ndjson; charset=utf-8")]
    [InlineData("application/jsonl")]
    [InlineData("application/json-seq")]
    public async Task Every_JSON_content_type_is_taken(string contentType)
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        using var client = new WebhookClient(stream);
        using var response = await client.SendAsync(HttpMethod.Post, Event("a"), contentType);
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public async Task Lines_of_JSON_are_a_batch()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        using var client = new WebhookClient(stream);
        using var response = await client.SendAsync(HttpMethod.Post, $"{Event("a")}\n{{\"level\":\"info\"}}\n\n{Event("b")}\n", "application/x-ndjson");
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
    }

    /// <summary>Programs post what they export as it is: CloudWatch Logs, diagnostic settings of Azure, sinks of Google Cloud, forwarders of logs.</summary>
    [Theory]
    [InlineData("28-firehose-s3-concat.json", "cloudwatch")]
    [InlineData("31-aks-records-string.json", "aks")]
    [InlineData("35-gke-logentry.jsonl", "gke")]
    [InlineData("43-fluentbit-log-key.jsonl", "fluent")]
    [InlineData("46-vector-message.jsonl", "vector")]
    [InlineData("58-splunk-hec.jsonl", "splunk")]
    public async Task Wrapped_events_are_read_from_bodies(string file, string wrapper)
    {
        var intake = Intake(_log);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(File.ReadAllText(RepositoryFiles.PathOf("tests", "Cases", "formats", file)));
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.All(stream.Read(3), json => Assert.Contains($"\"{wrapper}\"", json, StringComparison.Ordinal));
        Assert.Equal((3, 3, 0), (intake.Counters.Received, intake.Counters.Accepted, intake.Counters.OtherValues));
    }

    [Fact]
    public async Task A_request_to_another_path_is_logged_once_a_minute_with_the_right_address()
    {
        var time = new ManualTime();
        var intake = Intake(_log, time);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream, path: "/k8s_audit%0A%22");
        using var other = new WebhookClient(stream, path: "/other");
        (await client.PostAsync(Event("a"))).Dispose();
        (await client.PostAsync(Event("a"))).Dispose();
        (await other.PostAsync(Event("a"))).Dispose();
        (await other.SendAsync(HttpMethod.Get, "", null)).Dispose();
        var warning = Assert.Single(Warnings());
        Assert.Matches(
            @"^Warning: a request of 127\.0\.0\.1:\d+ is refused: it posts to ""/k8s_audit\?\?"", and audit events are received at http://127\.0\.0\.1:"
            + stream.Port + "/k8s-audit; correct server in the file of --audit-webhook-config-file$",
            warning);
        time.Advance(TimeSpan.FromMinutes(1));
        (await other.PostAsync(Event("a"))).Dispose();
        Assert.Contains("\"/other\"", Warnings()[^1], StringComparison.Ordinal);
        Assert.Contains("(2 more since the last message of this kind)", Warnings()[^1], StringComparison.Ordinal);
        Assert.Equal(4, intake.Counters.RefusedPaths);
    }

    [Fact]
    public async Task TLS_at_a_port_without_it_is_logged_with_the_right_address()
    {
        var intake = Intake(_log);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream, "https");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Event("a")));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Event("a")));
        WaitUntil(() => intake.Counters.RefusedProtocols == 2);
        Assert.Matches(
            @"^Warning: 127\.0\.0\.1:\d+ is refused: it speaks TLS, and audit events are received at http://127\.0\.0\.1:"
            + stream.Port + "/k8s-audit, without TLS; ",
            Assert.Single(Warnings()));
    }

    [Fact]
    public async Task Something_else_than_TLS_at_a_port_with_it_is_logged_with_the_right_address()
    {
        var (certificate, key) = TestCertificates.Ecdsa();
        var intake = Intake(_log, options: Options() with { SslCertificate = _folder.Write("falco.pem", certificate + "\n" + key) });
        using var stream = Open("https://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Event("a")));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Event("a")));
        WaitUntil(() => intake.Counters.RefusedProtocols == 2);
        Assert.Matches(
            @"^Warning: 127\.0\.0\.1:\d+ is refused: it sent something else than TLS, such as plain HTTP, and audit events are received at "
            + $"https://127\\.0\\.0\\.1:{stream.Port}/k8s-audit; ",
            Assert.Single(Warnings()));
        Assert.Equal(2, intake.Counters.FailedHandshakes(HandshakeFailure.NotTls));
    }

    [Fact]
    public async Task A_path_that_ends_in_a_slash_accepts_paths_below_it()
    {
        using var stream = Open("http://127.0.0.1:0");
        using var client = new WebhookClient(stream, path: "/any/where");
        using var response = await client.PostAsync(Event("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public async Task A_bad_event_does_not_affect_the_others()
    {
        var intake = Intake(_log);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        var items = $$"""{{Event("a")}},{"auditID":},{"auditID":"a","kind":"Pod"},{{Event("b")}}""";
        using var response = await client.PostAsync($$"""{"items":[{{items}}],"kind":"EventList"}""");
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
        Assert.Matches(@"^Warning: 127\.0\.0\.1:\d+: rejected an event at byte 52 \(invalid_json\)", _log.Lines[1]);
        Assert.Matches(@"^Warning: 127\.0\.0\.1:\d+: rejected an event at byte 54 \(not_an_event\)", _log.Lines[2]);
        Assert.Equal((4, 2), (intake.Counters.Received, intake.Counters.Accepted));
    }

    [Fact]
    public async Task A_streamed_body_is_measured_as_it_comes()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit", Options() with { WebhookMaxBatchSize = 100_000 });
        using var client = new WebhookClient(stream);
        using var taken = await client.SendAsync(HttpMethod.Post, Chunked(Event("a") + new string(' ', 90_000)));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var refused = await client.SendAsync(HttpMethod.Post, Chunked($"[{Event(new string('b', 100_000))}]"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public async Task A_changed_limit_holds_for_the_next_request()
    {
        var intake = Intake(_log, options: Options() with { WebhookMaxBatchSize = 10 });
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        using var refused = await client.PostAsync(Event("a"));
        intake.Options = Options();
        using var taken = await client.PostAsync(Event("a"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task An_incomplete_body_is_not_accepted()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, stream.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /k8s-audit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{Event("cut")}"),
                TestContext.Current.CancellationToken);
        }

        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(Event("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_accepts_again_after_it_was_read()
    {
        var intake = Intake(_log, options: Options() with { MaxBufferedBytes = 200 });
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        using var first = await client.PostAsync(Event("a"));
        using var second = await client.PostAsync(Event("b"));
        using var refused = await client.PostAsync($"[{Event("c")},{Event("d")}]");
        Assert.Equal("429 the queue is full; the request is not acknowledged; retry it", await WebhookClient.AnswerAsync(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal((2, 1), (intake.Counters.QueuedEvents, intake.Counters.RefusedQueueFull));
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
        Assert.Equal((0, 0), (intake.Counters.QueuedEvents, intake.Counters.QueuedBytes));
        using var again = await client.PostAsync($"[{Event("c")},{Event("d")}]");
        Assert.Equal([Event("c"), Event("d")], stream.Read(2));
    }

    [Fact]
    public async Task Everything_that_was_acknowledged_is_delivered_once()
    {
        const int clients = 8;
        const int bodies = 25;
        using var stream = Open("http://127.0.0.1:0/k8s-audit", Options() with { MaxBufferedBytes = 20_000 });
        var acknowledged = new ConcurrentBag<string>();
        var refused = 0;
        var posting = Enumerable.Range(0, clients).Select(number => Task.Run(async () =>
        {
            using var client = new WebhookClient(stream);
            for (var body = 0; body < bodies;)
            {
                var events = Enumerable.Range(0, 20).Select(i => Event($"{number}-{body}-{i}")).ToArray();
                using var response = await client.PostAsync($$"""{"kind":"EventList","items":[{{string.Join(',', events)}}]}""");
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    body++;
                    Array.ForEach(events, acknowledged.Add);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
                    Interlocked.Increment(ref refused);
                }
            }
        })).ToArray();

        // A reader that comes late, so that the queue fills.
        while (Volatile.Read(ref refused) == 0)
        {
            await Task.Yield();
        }

        var delivered = await Task.Run(() => stream.Read(clients * bodies * 20), TestContext.Current.CancellationToken);
        await Task.WhenAll(posting);
        stream.StopAccepting();
        Assert.Empty(stream.ReadOnce());
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
        stream.Dispose();
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closing_source_refuses_and_what_was_acknowledged_can_be_read()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        using var client = new WebhookClient(stream);
        using var taken = await client.PostAsync(Event("a"));
        stream.StopAccepting();
        using var refused = await client.PostAsync(Event("b"));
        Assert.Equal("503 the source is closing; nothing was accepted; retry the request", await WebhookClient.AnswerAsync(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public async Task Acknowledged_events_that_were_not_read_before_closing_are_delivered_first_at_the_next_open()
    {
        var kept = new PendingEventStore();
        var before = Intake(_log, kept: kept);
        using (var stream = Open("http://127.0.0.1:0/k8s-audit", before))
        {
            using var client = new WebhookClient(stream);
            using var response = await client.PostAsync(Samples.EventList(3));
        }

        Assert.Equal((0, 0), (before.Counters.QueuedEvents, before.Counters.QueuedBytes));
        var after = Intake(_log, kept: kept);
        using var next = Open("http://127.0.0.1:0/k8s-audit", after);
        using var again = new WebhookClient(next);
        using var repeated = await again.PostAsync(Samples.EventList(4));
        Assert.Equal("200 3 events are duplicates and are not delivered again (dedupeEvents)", await WebhookClient.AnswerAsync(repeated));
        Assert.Equal(Samples.Events(4), next.Read(4));
        Assert.Equal((3, 3, 1), (after.Counters.HandedOver, after.Counters.Duplicates, after.Counters.Accepted));
        Assert.Equal(
            [
                "Warning: closed with 3 acknowledged events that were not read; the next open in this process delivers them, and they are lost if the process ends before: "
                    + "set stateDir to save them, or drain before closing",
                "Info: 3 acknowledged events of the source that was closed before are delivered first",
            ],
            [_log.Lines[2], _log.Lines[4]]);
    }

    [Fact]
    public async Task A_batch_that_is_retried_while_the_source_is_reopened_is_delivered_once()
    {
        // A window so full that taking it over takes time.
        var window = new DedupeWindow(200_000, TimeSpan.FromHours(1), TimeProvider.System);
        for (var i = 1UL; i <= 200_000; i++)
        {
            window.Add(new EventKey(i, i));
        }

        var kept = new PendingEventStore();
        kept.Save([], window);
        int port;
        using (var before = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, kept: kept)))
        {
            port = before.Port;
            using var client = new WebhookClient(before);
            using var taken = await client.PostAsync(Samples.EventList(400));
            Assert.Equal(Samples.Events(400), before.Read(400));
        }

        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => PostUntilTakenAsync(port, Samples.EventList(400)))).ToArray();
        using var after = Open($"http://127.0.0.1:{port}/k8s-audit", Intake(_log, kept: kept));
        await Task.WhenAll(clients);
        Assert.Empty(after.ReadOnce());
    }

    [Fact]
    public async Task Saved_events_remain_after_a_source_that_could_not_be_opened()
    {
        var kept = new PendingEventStore();
        using var taken = Open("http://127.0.0.1:0/k8s-audit");
        using (var before = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, kept: kept)))
        {
            using var client = new WebhookClient(before);
            using var response = await client.PostAsync(Samples.EventList(3));
        }

        Assert.Throws<PluginException>(() => Open($"http://127.0.0.1:{taken.Port}/k8s-audit", Intake(_log, kept: kept)));
        using var after = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, kept: kept));
        Assert.Equal(Samples.Events(3), after.Read(3));
    }

    [Fact]
    public async Task Requests_may_arrive_before_earlier_responses_were_read()
    {
        const int requests = 2000;
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        var request = $"POST /k8s-audit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";
        using var client = await RawClient.ConnectAsync(
            stream,
            string.Concat(Enumerable.Repeat(request, requests - 1)) + request.Replace("x\r\n", "x\r\nConnection: close\r\n", StringComparison.Ordinal));
        Assert.Equal(requests, (await client.ReadToEndAsync()).Split("HTTP/1.1 ").Length - 1);
    }

    [Fact]
    public async Task Sources_that_are_closed_with_full_queues_leave_all_events_to_the_next_one()
    {
        var kept = new PendingEventStore();
        var options = Options() with { MaxBufferedBytes = 200, DedupeEvents = 0 };
        using (var first = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, options: options, kept: kept)))
        using (var second = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, options: options, kept: kept)))
        {
            foreach (var stream in new[] { first, second })
            {
                using var client = new WebhookClient(stream);
                using var response = await client.PostAsync(Event("a") + Event("b") + Event("c"));
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
        }

        using var next = Open("http://127.0.0.1:0/k8s-audit", Intake(_log, options: options, kept: kept));
        Assert.Equal([Event("a"), Event("b"), Event("c"), Event("a"), Event("b"), Event("c")], next.Read(6));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drained_source_refuses_requests_delivers_what_it_has_and_ends()
    {
        var intake = Intake(_log);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        using var taken = await client.PostAsync(Samples.EventList(1000));
        intake.Options = intake.Options with { Drain = true };
        using var refused = await client.PostAsync(Event("b"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        using var balancer = new WebhookClient(stream, path: "/healthz");
        using var health = await balancer.SendAsync(HttpMethod.Get, "", null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(Samples.Events(1000), stream.ReadToEnd());
        Assert.Equal(
            ["Info: draining: requests are refused, and 1000 acknowledged events wait to be read", "Info: drained: all acknowledged events have been read"],
            _log.Lines.Skip(2));
        intake.Options = intake.Options with { Drain = false };
        stream.ReadOnce();
        using var again = await client.PostAsync(Event("b"));
        Assert.Equal([Event("b")], stream.Read(1));
    }

    [Fact]
    public async Task A_drained_source_waits_for_in_flight_requests_within_its_timeout()
    {
        var time = new ManualTime();
        var intake = Intake(_log, time);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, stream.Port, TestContext.Current.CancellationToken);
        await socket.GetStream()
            .WriteAsync(
                "POST /k8s-audit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
                TestContext.Current.CancellationToken);
        await socket.GetStream().ReadExactlyAsync(new byte["HTTP/1.1 100 Continue".Length], TestContext.Current.CancellationToken);
        intake.Options = intake.Options with { Drain = true };
        Assert.Empty(stream.ReadOnce());
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Empty(stream.ReadToEnd());
        Assert.Equal("Warning: drained, with 1 requests that did not end within 10 seconds (drainTimeout); none of them was acknowledged", _log.Lines[^1]);
    }

    [Fact]
    public async Task The_metric_shows_how_old_the_last_event_was_when_it_was_passed_on()
    {
        var time = new ManualTime();
        var intake = Intake(_log, time);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        var sent = time.GetUtcNow().AddSeconds(-90).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        using var response = await client.PostAsync($$"""{"kind":"Event","auditID":"a","stageTimestamp":"{{sent}}"}""");
        stream.Read(1);
        Assert.Equal(90_000, intake.Counters.EventDelay);
        Assert.Empty(stream.ReadOnce());
        Assert.Equal(0, intake.Counters.EventDelay);
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_is_acknowledged_and_passed_on_once()
    {
        var intake = Intake(_log);
        using var stream = Open("http://127.0.0.1:0/k8s-audit", intake);
        using var client = new WebhookClient(stream);
        using var first = await client.PostAsync(Samples.EventList(400));
        using var second = await client.PostAsync(Samples.EventList(401));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(Samples.Events(401), stream.Read(401));
        Assert.Empty(stream.ReadOnce());
        Assert.Equal((401, 400, 801), (intake.Counters.Accepted, intake.Counters.Duplicates, intake.Counters.Received));
    }

    [Fact]
    public async Task A_request_cannot_hide_behind_the_audit_ID_of_another()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit");
        using var client = new WebhookClient(stream);
        string[] events =
        [
            """{"kind":"Event","auditID":"same","stage":"ResponseComplete","verb":"get"}""",
            """{"kind":"Event","auditID":"same","stage":"ResponseComplete","verb":"create"}""",
        ];
        foreach (var e in events)
        {
            using var response = await client.PostAsync(e);
        }

        Assert.Equal(events, stream.Read(2));
    }

    [Fact]
    public async Task Remembering_events_can_be_turned_off()
    {
        using var stream = Open("http://127.0.0.1:0/k8s-audit", Options() with { DedupeSeconds = 0 });
        using var client = new WebhookClient(stream);
        using var first = await client.PostAsync(Event("a"));
        using var second = await client.PostAsync(Event("a"));
        Assert.Equal([Event("a"), Event("a")], stream.Read(2));
    }

    [Fact]
    public async Task The_port_is_free_again_after_closing()
    {
        var port = 0;
        for (var round = 0; round < 3; round++)
        {
            using var stream = Open($"http://127.0.0.1:{port}/k8s-audit");
            port = stream.Port;
            using var client = new WebhookClient(stream);
            using var response = await client.PostAsync(Event("a"));
            Assert.Equal([Event("a")], stream.Read(1));
        }
    }

    [Fact]
    public void A_port_in_use_is_an_error_that_says_so()
    {
        using var first = Open("http://127.0.0.1:0/");
        var address = $"http://127.0.0.1:{first.Port}/";
        var error = Assert.Throws<PluginException>(() => Open(address));
        Assert.Equal($"cannot listen on {address}: the port is in use; stop the other program or choose another port", error.Message);
    }

    [Theory]
    [InlineData("http://:0/", true)]
    [InlineData("http://0.0.0.0:0/", true)]
    [InlineData("http://[::]:0/", true)]
    [InlineData("http://127.0.0.1:0/", false)]
    [InlineData("http://[::1]:0/", false)]
    [InlineData("http://localhost:0/", false)]
    public void Listening_to_other_machines_without_TLS_is_a_warning(string address, bool warned)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 || !address.Contains('['), "needs IPv6");
        using var stream = Open(address);
        Assert.Equal(warned, _log.Lines.Contains($"Warning: {PluginMessages.ListeningWithoutTls(address)}"));
    }

    [Fact]
    public void Waiting_is_short()
    {
        using var stream = Open("http://127.0.0.1:0/");
        Assert.Empty(stream.ReadOnce());
    }

    private static async Task PostUntilTakenAsync(int port, string body)
    {
        using var client = new WebhookClient(port);
        while (true)
        {
            try
            {
                using var response = await client.PostAsync(body);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
        }
    }

    private static K8sAuditOptions Options() => new();

    private static StreamContent Chunked(string text) =>
        new(new UnseekableStream(Encoding.UTF8.GetBytes(text))) { Headers = { ContentType = new("application/json") } };

    private WebhookStream Open(string address, K8sAuditOptions? options = null) => Open(address, Intake(_log, options: options));

    private static WebhookStream Open(string address, SourceContext intake) => WebhookStream.Open(WebhookAddress.Parse(address), intake);

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    // Without those about the address that is listened on.
    private string[] Warnings() =>
        [.. _log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal))];
}
