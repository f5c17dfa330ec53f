using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>What was acknowledged and what was delivered, compared while things go wrong.</summary>
public sealed class NothingLostTests : IDisposable
{
    private const int Clients = 6;

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
        var kept = new KeptEvents();
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

    [Fact]
    public async Task A_client_that_is_killed_in_the_middle_of_its_body_leaves_nothing_behind()
    {
        using var stream = Open(Intake(_log));
        _folder.Write("batch.json", Samples.EventList(400));
        using (var curl = Process.Start(new ProcessStartInfo("curl", $"-s --limit-rate 50k -H Content-Type:application/json --data-binary @batch.json http://127.0.0.1:{stream.Port}/k8s-audit") { WorkingDirectory = _folder.Root })!)
        {
            stream.PollUntil(() => stream.RequestsUnderWay == 1);
            curl.Kill();
        }

        stream.PollUntil(() => stream.RequestsUnderWay == 0);
        using var client = new WebhookClient(stream);
        using var response = await client.PostAsync(Samples.EventList(3));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Samples.Events(3), stream.Read(3));
        Assert.Empty(stream.ReadOnce());
    }

    private static WebhookStream Open(AuditIntake intake) => WebhookStream.Open(WebhookAddress.Parse("http://127.0.0.1:0/k8s-audit"), intake);

    // Clients that post until they are refused or find nobody.
    private Task Post(int port) => Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
    {
        using var client = new HttpClient();
        for (var body = 0; ; body++)
        {
            var events = Enumerable.Range(0, 20).Select(i => Event($"{number}-{body}-{i}")).ToArray();
            using var content = new StringContent($"[{string.Join(',', events)}]", null, "application/json");
            try
            {
                using var response = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/k8s-audit"), content);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    return;
                }

                Array.ForEach(events, _acknowledged.Add);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    })));
}
