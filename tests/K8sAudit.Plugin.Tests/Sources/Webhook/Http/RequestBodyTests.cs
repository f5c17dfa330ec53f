using System.IO.Compression;
using System.Net;
using System.Text;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;
using K8sAudit.Plugin.Sources.Webhook.Memory;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Http;

/// <summary>Bodies as they come: in parts, compressed, too large.</summary>
public sealed class RequestBodyTests : IDisposable
{
    private readonly RecordingLog _log = new();
    private readonly SourceContext _intake;
    private readonly WebhookStream _stream;
    private readonly WebhookClient _client;

    public RequestBodyTests()
    {
        _intake = Intake(_log);
        _stream = WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), _intake);
        _client = new WebhookClient(_stream);
    }

    public void Dispose()
    {
        _client.Dispose();
        _stream.Dispose();
    }

    [Theory]
    [InlineData("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{0}]}""", ",")]
    [InlineData("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1beta1","items" : [ {0} ] } """, " , ")]
    [InlineData("[{0}]", ",")]
    [InlineData("{0}", "\n")]
    public async Task The_events_of_a_body_over_the_limit_are_queued_as_they_arrive(string form, string separator)
    {
        var events = Samples.Events(1269);
        var body = form.Replace("{0}", string.Join(separator, events), StringComparison.Ordinal);

        // Every limit cuts the body in other places.
        foreach (var limit in new[] { 40_000, 61_234, 100_000, 1_000_000 })
        {
            Set(o => o with { WebhookMaxBatchSize = limit, DedupeEvents = 0 });
            using var stream = WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), _intake);
            using var client = new WebhookClient(stream);
            using var response = await client.PostAsync(body);
            Assert.Equal("200", await WebhookClient.AnswerAsync(response));
            Assert.Equal(events, stream.Read(events.Length));
        }

        Assert.DoesNotContain(_log.Lines, line => line.Contains("rejected", StringComparison.Ordinal));
        Assert.Equal((4, 4 * events.Length), (_intake.Counters.Batches, _intake.Counters.Accepted));
    }

    [Theory]
    [InlineData("""[{"kind":"EventList","items":[{0}]}]""", """]},{"kind":"EventList","items":[""")]
    [InlineData("""[[{"kind":"EventList","items":[{0}]}],[]]""", """]}],[{"kind":"EventList","items":[""")]
    [InlineData("""[[{0}],{},[{0}x}]]""", "],[")]
    public async Task Lists_in_an_array_over_the_limit_are_read_as_if_they_were_read_at_once(string form, string separator)
    {
        var lists = Samples.Events(400).Chunk(20).Select(events => string.Join(',', events));
        var body = form.Replace("{0}", string.Join(separator, lists), StringComparison.Ordinal);
        var whole = await PostAsync(body, 12_000_000);
        foreach (var limit in new[] { 100_000, 123_456, 300_000 })
        {
            var parts = await PostAsync(body, limit);
            Assert.Equal((whole.Status, whole.Events.Count), (parts.Status, parts.Events.Count));
            Assert.Equal(whole.Events, parts.Events);
        }
    }

    [Fact]
    public async Task A_damaged_body_over_the_limit_gives_no_event_twice_and_is_not_acknowledged_without_an_event_that_it_has()
    {
        var random = new Random(11);
        var items = Enumerable.Range(0, 12).Select(list => string.Join(',', Enumerable.Range(0, 8).Select(i => Event($"{list}-{i}"))));
        var lists = items.Select(events => $$"""{"kind":"EventList","items":[{{events}}]}""").ToArray();
        for (var round = 0; round < 150; round++)
        {
            var body = (round % 3) switch { 0 => $"[{string.Join(',', lists)}]", 1 => $"[[{string.Join("],[", lists)}]]", _ => string.Concat(lists) };
            var at = random.Next(body.Length);
            body = body[..at] + "{}[],\"x"[random.Next(7)] + body[(at + random.Next(2))..];
            var (status, events) = await PostAsync(body, 700);
            Assert.Distinct(events);
            if (status == 200)
            {
                var whole = await PostAsync(body, 1_000_000);
                Assert.Equal(200, whole.Status);
                Assert.Empty(whole.Events.Except(events));
            }
        }
    }

    [Fact]
    public async Task An_incomplete_body_over_the_limit_is_not_acknowledged_and_its_retry_is_delivered_once()
    {
        Set(o => o with { WebhookMaxBatchSize = 100_000 });
        var body = Samples.EventList(400);
        using var refused = await _client.PostAsync(body[..(body.Length / 2)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var taken = await _client.PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(Samples.Events(400), _stream.Read(400));
        Assert.Empty(_stream.ReadOnce());
    }

    [Theory]
    [InlineData("""{"kind":"EventList","items":[{0}]}""")]
    [InlineData("[{0}]")]
    public async Task A_single_event_over_the_limit_is_refused_and_does_not_affect_the_others(string form)
    {
        Set(o => o with { WebhookMaxBatchSize = 100_000 });
        string[] large = [Large(200_000), Large(150_000), Large(1_000_000)];
        string[] events = [Event("a"), large[0], Event("b"), Event("c"), large[1], large[2], Event("d")];
        using var response = await _client.PostAsync(form.Replace("{0}", string.Join(" , ", events), StringComparison.Ordinal));
        Assert.StartsWith("413 a single event", await WebhookClient.AnswerAsync(response), StringComparison.Ordinal);
        Assert.Equal(events.Except(large), _stream.Read(4));
        Assert.Empty(_stream.ReadOnce());
        Assert.Equal(3, _intake.Counters.Rejected(RejectionReason.TooLarge));
        Assert.Equal(3, _log.Lines.Count(line => line.Contains("larger than the limit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_body_that_ends_in_an_event_over_the_limit_is_not_acknowledged()
    {
        Set(o => o with { WebhookMaxBatchSize = 100_000 });
        using var response = await _client.PostAsync($$"""{"kind":"EventList","items":[{{Event("a")}},{{Large(300_000)[..200_000]}}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([Event("a")], _stream.Read(1));
        Assert.Contains(
            _log.Lines,
            line => line.StartsWith("Warning: a request of 127.0.0.1:", StringComparison.Ordinal)
                && line.Contains(" is refused: 400 the JSON value at byte ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"kind":"EventList","items":[{0},{!},{0}]]]]{"x":{1}""")]
    [InlineData("""[{"kind":"EventList","items":[{0}}],{"kind":"EventList","items":[]},{1}""")]
    [InlineData("""{0} text {1}""")]
    public async Task A_body_over_the_limit_that_is_broken_around_its_events_is_refused(string form)
    {
        Set(o => o with { WebhookMaxBatchSize = 1000 });
        var body = form.Replace("{0}", Event("a"), StringComparison.Ordinal).Replace("{1}", new string('[', 2000), StringComparison.Ordinal);
        using var response = await _client.PostAsync(body);
        Assert.StartsWith("413 ", await WebhookClient.AnswerAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"EventList","items":[{0}]}""", "}")]
    [InlineData("""{"kind":"EventList","items":[{0}]}""", " text")]
    [InlineData("[{0}]", "\"\n{}")]
    public async Task A_body_over_the_limit_with_other_text_behind_its_events_is_not_acknowledged(string form, string more)
    {
        Set(o => o with { WebhookMaxBatchSize = 1000 });
        var body = form.Replace("{0}", string.Join(',', Enumerable.Range(0, 40).Select(i => Event($"{i}"))), StringComparison.Ordinal);
        using var response = await _client.PostAsync(body + more);
        Assert.EndsWith("it is not valid JSON; the request is not acknowledged", await WebhookClient.AnswerAsync(response), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_broken_event_in_a_body_over_the_limit_does_not_affect_the_others()
    {
        Set(o => o with { WebhookMaxBatchSize = 100_000 });
        var events = Samples.Events(400);
        events[200] = "{!}";
        using var response = await _client.PostAsync($$"""{"kind":"EventList","items":[{{string.Join(',', events)}}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(events.Where(e => e != "{!}"), _stream.Read(399));
    }

    [Fact]
    public async Task A_body_has_only_so_many_events()
    {
        Set(o => o with { MaxEventsPerRequest = 2 });
        using var taken = await _client.PostAsync(Event("a") + Event("b"));
        using var refused = await _client.PostAsync(Event("c") + Event("d") + Event("e"));
        Assert.Equal(
            "413 the body holds more than 2 events; raise maxEventsPerRequest or lower --audit-webhook-batch-max-size",
            await WebhookClient.AnswerAsync(refused));
        Assert.Equal([Event("a"), Event("b")], _stream.Read(2));
    }

    [Fact]
    public async Task A_compressed_body_is_read()
    {
        using var response = await SendAsync(Gzip(Samples.EventList(400)), "gzip");
        Assert.Equal("200", await WebhookClient.AnswerAsync(response));
        Assert.Equal(Samples.Events(400), _stream.Read(400));
    }

    [Fact]
    public async Task A_compressed_body_may_not_expand_without_bound()
    {
        using var response = await SendAsync(Gzip($"{Event("a")}{new string(' ', 50_000_000)}"), "gzip");
        Assert.Equal(
            "413 the body expands to more than 100 times its size; send it uncompressed, or raise maxExpansion",
            await WebhookClient.AnswerAsync(response));
    }

    [Theory]
    [InlineData("nothing at all")]
    [InlineData("not compressed")]
    [InlineData("cut in the header")]
    [InlineData("cut in the middle")]
    [InlineData("cut before the trailer")]
    [InlineData("cut in the sum")]
    [InlineData("cut before the length")]
    [InlineData("cut by a byte")]
    [InlineData("wrong sum")]
    [InlineData("wrong length")]
    [InlineData("damaged")]
    [InlineData("a byte behind it")]
    [InlineData("much behind it")]
    [InlineData("zeros behind it")]
    [InlineData("another member behind it")]
    [InlineData("another member behind it that is cut short")]
    public async Task A_compressed_body_that_is_not_one_whole_member_is_not_acknowledged(string what)
    {
        using var response = await SendAsync(Spoil(Gzip(Samples.EventList(3)), what), "gzip");
        Assert.Equal(
            "400 the body is not one complete gzip member (damaged, incomplete, or followed by other bytes); it is not acknowledged",
            await WebhookClient.AnswerAsync(response));
        Assert.Empty(_stream.ReadOnce());
        using var whole = await SendAsync(Gzip(Samples.EventList(3)), "gzip");
        Assert.Equal("200", await WebhookClient.AnswerAsync(whole));
        Assert.Equal(Samples.Events(3), _stream.Read(3));
    }

    [Theory]
    [InlineData("cut by a byte")]
    [InlineData("wrong sum")]
    [InlineData("a byte behind it")]
    public async Task A_damaged_compressed_body_over_the_limit_is_not_acknowledged_and_its_retry_is_delivered_once(string what)
    {
        Set(o => o with { WebhookMaxBatchSize = 100_000 });
        var body = Gzip(Samples.EventList(400));
        using var refused = await SendAsync(Spoil(body, what), "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var taken = await SendAsync(body, "gzip");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(Samples.Events(400), _stream.Read(400));
        Assert.Empty(_stream.ReadOnce());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task Another_compression_is_refused(string encoding)
    {
        using var response = await SendAsync(Encoding.UTF8.GetBytes(Event("a")), encoding);
        Assert.Equal(
            "415 the content encoding is not supported; send the body with Content-Encoding: gzip, or uncompressed",
            await WebhookClient.AnswerAsync(response));
    }

    [Fact]
    public void Bodies_share_a_bound_and_one_alone_is_never_refused()
    {
        var room = new BodyMemoryBudget(100);
        Assert.True(room.TryReserve(200, 0));
        Assert.True(room.TryReserve(200, 200));
        Assert.False(room.TryReserve(1, 0));
        room.Release(400);
        Assert.True(room.TryReserve(60, 0));
        Assert.False(room.TryReserve(60, 0));
    }

    private static byte[] Spoil(byte[] gzip, string what) => what switch
    {
        "nothing at all" => [],
        "not compressed" => Encoding.UTF8.GetBytes(Event("a")),
        "cut in the header" => gzip[..2],
        "cut in the middle" => gzip[..100],
        "cut before the trailer" => gzip[..^8],
        "cut in the sum" => gzip[..^6],
        "cut before the length" => gzip[..^4],
        "cut by a byte" => gzip[..^1],
        "wrong sum" => [.. gzip[..^8], (byte)~gzip[^8], .. gzip[^7..]],
        "wrong length" => [.. gzip[..^1], (byte)~gzip[^1]],
        "damaged" => [.. gzip[..200], (byte)~gzip[200], .. gzip[201..]],
        "a byte behind it" => [.. gzip, (byte)'x'],
        "much behind it" => [.. gzip, .. new byte[100_000].Select(_ => (byte)'x')],
        "zeros behind it" => [.. gzip, .. new byte[512]],
        "another member behind it" => [.. gzip, .. Gzip(Event("b"))],
        _ => [.. gzip, .. Gzip(Event("b"))[..^8]],
    };

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body, string encoding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return _client.SendAsync(HttpMethod.Post, content);
    }

    // With brackets and quotes in its strings, which are none.
    private static string Large(int size) => """{"auditID":"\\\"}{[\\","a":{"b":["{0}\\"]}}""".Replace("{0}", new string('x', size), StringComparison.Ordinal);

    // The status of a body and the events that were passed on.
    private static async Task<(int Status, List<string> Events)> PostAsync(string body, int limit)
    {
        var intake = Intake(new RecordingLog(), options: new() { WebhookMaxBatchSize = limit, DedupeEvents = 0 });
        using var stream = WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), intake);
        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(body);
        return ((int)response.StatusCode, stream.Read((int)intake.Counters.QueuedEvents));
    }

    private void Set(Func<K8sAuditOptions, K8sAuditOptions> change) => _intake.Options = change(_intake.Options);
}
