using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Sources.Webhook.Http;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>What was acknowledged and what was delivered, compared while things go wrong.</summary>
public sealed class NothingLostTests : IDisposable
{
    private const int Clients = 6;
    private const int EventsOfABody = 20;
    private const int BatchBytes = BatchLimits.Events * 80;

    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly ConcurrentBag<string> _acknowledged = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_source_that_is_drained_and_closed_in_the_middle_of_requests_delivers_what_it_acknowledged()
    {
        var intake = Intake(_log);
        var stream = Open(intake);
        var posting = Post(stream.Port);
        var delivered = stream.Read(2000);
        intake.Options = intake.Options with { Drain = true };
        delivered.AddRange(stream.ReadToEnd());
        stream.Dispose();
        await posting;
        Assert.Equal(_acknowledged.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_source_that_is_closed_at_once_leaves_what_it_acknowledged_to_the_next()
    {
        var kept = new PendingEventStore();
        var stream = Open(Intake(_log, kept: kept));
        var posting = Post(stream.Port);
        var delivered = stream.Read(2000);
        stream.Dispose();
        await posting;
        var next = Intake(_log, kept: kept);
        using var after = Open(next);
        delivered.AddRange(after.Read((int)next.Counters.HandedOver));
        Assert.Empty(_acknowledged.Except(delivered));
        Assert.Distinct(delivered);
    }

    // The small limit makes the source pass the body's first events on before its end is there.
    [Theory]
    [InlineData(12_582_912, 0)]
    [InlineData(100_000, 1)]
    public async Task A_client_that_is_killed_in_the_middle_of_its_body_and_retries_has_each_event_delivered_once(int batchSize, int least)
    {
        using var stream = Open(Intake(_log, options: new() { WebhookMaxBatchSize = batchSize }));
        _folder.Write("batch.json", Samples.EventList(400));
        List<string> delivered;
        using (var curl = Curl(stream, "200k"))
        {
            WaitUntil(() => stream.RequestsInFlight == 1);
            delivered = stream.Read(least);
            Kill(curl);
        }

        WaitUntil(() => stream.RequestsInFlight == 0);
        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(Samples.EventList(400));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        delivered.AddRange(stream.Read(400 - delivered.Count));
        Assert.Equal(Samples.Events(400), delivered);
        Assert.Empty(stream.ReadOnce());
    }

    [Fact]
    public async Task Clients_that_are_killed_and_retry_while_others_post_lose_nothing_and_do_not_affect_the_others()
    {
        using var stream = Open(Intake(_log, options: new() { WebhookMaxBatchSize = 30_000 }));
        using var again = new WebhookClient(stream);
        var posting = Post(stream.Port, bodies: 40);
        var delivered = new List<string>();
        for (var round = 0; round < 5; round++)
        {
            _folder.Write("batch.json", Body($"killed-{round}", 6000));
            using var curl = Curl(stream, "100k");
            for (var hasBegun = false; !hasBegun;)
            {
                var events = stream.ReadOnce();
                hasBegun = events.Exists(e => e.Contains($"\"killed-{round}-", StringComparison.Ordinal));
                delivered.AddRange(events);
            }

            Kill(curl);
            Assert.True(await TryPostAsync(again, $"killed-{round}", 6000));
        }

        delivered.AddRange(stream.Read((Clients * 40 * EventsOfABody) + (5 * 6000) - delivered.Count));
        await posting;
        Assert.Equal(_acknowledged.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
        Assert.Empty(stream.ReadOnce());
    }

    [Fact]
    public async Task A_host_that_stops_reading_gets_everything_that_was_acknowledged_when_it_reads_again()
    {
        var intake = Intake(_log, options: new() { MaxBufferedBytes = 30_000 });
        using var stream = Open(intake);
        var hostReads = new TaskCompletionSource();
        using var allRefused = new CountdownEvent(Clients);

        // Each client sends a refused batch again, the same one, until it is taken, as the API server does.
        var posting = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            using var client = new WebhookClient(stream);
            var wasRefused = false;
            for (var body = 0; body < 40;)
            {
                if (await TryPostAsync(client, $"{number}-{body}"))
                {
                    body++;
                    continue;
                }

                if (!wasRefused)
                {
                    allRefused.Signal();
                }

                wasRefused = true;
                await hostReads.Task;
            }
        })));
        Assert.True(allRefused.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "nobody is refused although the host does not read");
        Assert.InRange(intake.Counters.QueuedBytes, 1, 30_000);
        Assert.Equal(_acknowledged.Count, intake.Counters.QueuedEvents);
        hostReads.SetResult();
        var delivered = stream.Read(Clients * 40 * EventsOfABody);
        await posting;
        Assert.Equal(_acknowledged.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
        Assert.Empty(stream.ReadOnce());
        Assert.True(intake.Counters.RefusedQueueFull >= Clients);
    }

    // A tick stands for a unit of time: the host reads one batch in it, and the API server posts one body or, in the burst, ten.
    [Fact]
    public async Task A_burst_of_ten_times_the_steady_rate_is_accepted_refused_and_retried_until_all_is_delivered()
    {
        const int ticks = 30;
        var intake = Intake(_log, options: new() { MaxBufferedBytes = 8 * BatchBytes });
        using var stream = Open(intake);
        using var client = new WebhookClient(stream);
        var waiting = new List<string>();
        var delivered = new List<string>();
        for (var tick = 0; tick < ticks || waiting.Count > 0 || delivered.Count < _acknowledged.Count; tick++)
        {
            var rate = tick is >= 10 and < 15 ? 10 : 1;
            waiting.AddRange(Enumerable.Range(0, tick < ticks ? rate : 0).Select(i => $"{tick}-{i}"));
            var taken = await Task.WhenAll(waiting.Select(async body => (body, isTaken: await TryPostAsync(client, body, BatchLimits.Events))));
            waiting = [.. taken.Where(body => !body.isTaken).Select(body => body.body)];
            delivered.AddRange(stream.ReadOnce());
            if (tick < 10)
            {
                Assert.Equal((0, _acknowledged.Count), (waiting.Count, delivered.Count));
            }
        }

        Assert.Equal((ticks + (5 * 9)) * BatchLimits.Events, _acknowledged.Count);
        Assert.Equal(_acknowledged.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
        Assert.NotEqual(0, intake.Counters.RefusedQueueFull);
    }

    private static WebhookStream Open(SourceContext intake) => WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), intake);

    private Process Curl(WebhookStream stream, string rate) => Process.Start(new ProcessStartInfo(
        "curl", $"-s --limit-rate {rate} -H Content-Type:application/json --data-binary @batch.json http://127.0.0.1:{stream.Port}/k8s-audit") { WorkingDirectory = _folder.Path })!;

    // One that was acknowledged would have ended by itself.
    private static void Kill(Process client)
    {
        const int killed = 128 + 9;
        client.Kill();
        client.WaitForExit();
        Assert.Equal(killed, client.ExitCode);
    }

    // Clients that post until they have posted enough, are refused or find nobody.
    private Task Post(int port, int bodies = int.MaxValue) => Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
    {
        using var client = new WebhookClient(port);
        try
        {
            for (var body = 0; body < bodies && await TryPostAsync(client, $"{number}-{body}"); body++)
            {
            }
        }
        catch (HttpRequestException)
        {
            // The source is closed.
        }
    })));

    private async Task<bool> TryPostAsync(WebhookClient client, string body, int count = EventsOfABody)
    {
        using var response = await client.PostAsync(Body(body, count));
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable });
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Array.ForEach(Events(body, count), _acknowledged.Add);
        }

        return response.StatusCode == HttpStatusCode.OK;
    }

    private static string[] Events(string body, int count) => [.. Enumerable.Range(0, count).Select(i => Event($"{body}-{i}"))];

    private static string Body(string body, int count) => $$"""{"kind":"EventList","items":[{{string.Join(',', Events(body, count))}}]}""";
}
