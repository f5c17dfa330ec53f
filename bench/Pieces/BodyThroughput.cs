using System.Globalization;
using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Webhook.Http;

namespace K8sAudit.Benchmarks;

/// <summary>Webhook bodies to the native batches that the host is given, without HTTP.</summary>
internal static class BodyThroughput
{
    private const int Bodies = 64;
    private const int EventsPerBody = 400;

    // No body is a duplicate of one in the duplicate window, as with an API server.
    private const int Remembered = (Bodies - 1) * EventsPerBody;

    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _length = TimeSpan.FromSeconds(5);

    /// <summary>Prints the megabytes of bodies that a second of CPU time takes in.</summary>
    public static async Task PrintAsync()
    {
        var intake = new SourceContext(
            K8sAuditPlugin.Paths,
            new K8sAuditOptions { DedupeEvents = Remembered },
            Silence.Instance,
            TimeProvider.System,
            new PendingEventStore());
        using var queue = new EventQueue(
            intake.Options.MaxBufferedBytes,
            intake.Counters,
            new DedupeWindow(Remembered, TimeSpan.FromHours(1), TimeProvider.System));
        using var batch = new EventBatch();
        var bodies = new RequestProcessor(intake, queue);
        var texts = Enumerable.Range(0, Bodies).Select(Body).ToArray();
        await RoundsAsync(_warmUp);
        var before = Environment.CpuUsage.TotalTime;
        var bytes = await RoundsAsync(_length);
        var spent = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6 / spent.TotalSeconds:0}"));

        async Task<long> RoundsAsync(TimeSpan length)
        {
            var (end, taken) = (Environment.TickCount64 + (long)length.TotalMilliseconds, 0L);
            for (var round = 0; Environment.TickCount64 < end; round++)
            {
                using var stream = new MemoryStream(texts[round % Bodies]);
                await bodies.ProcessAsync(stream, "bench", CancellationToken.None);
                taken += stream.Length;
                while (queue.TryTake(batch, TimeSpan.Zero))
                {
                    if (batch.Count == 0)
                    {
                        throw new InvalidOperationException("An event was taken for one that came before.");
                    }

                    batch.Clear();
                }
            }

            return taken;
        }
    }

    private static byte[] Body(int number)
    {
        var events = Inputs.Events(2_000)
            .Take(EventsPerBody)
            .Select(line => Encoding.UTF8.GetString(line).Replace("\"auditID\":\"", $"\"auditID\":\"{number:00}", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{{}},\"items\":[{string.Join(',', events)}]}}");
    }
}
