using System.Diagnostics;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;

namespace K8sAudit.Plugin.Tests;

/// <summary>Reads streams as a host does.</summary>
internal static unsafe class Streams
{
    // Only a broken test gets there; it is no measure of anything.
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);

    public static SourceContext Intake(PluginLog? log = null, TimeProvider? time = null, K8sAuditOptions? options = null, PendingEventStore? kept = null) =>
        new(K8sAuditPlugin.Paths, options ?? new K8sAuditOptions(), log ?? new RecordingLog(), time ?? TimeProvider.System, kept ?? new PendingEventStore());

    public static string Event(string id) => $$"""{"kind":"Event","auditID":"{{id}}"}""";

    /// <summary>Everything a finite stream holds.</summary>
    public static List<string> ReadToEnd(this IEventStream stream)
    {
        using var batch = new EventBatch();
        var events = new List<string>();
        var clock = Stopwatch.StartNew();
        BatchStatus status;
        do
        {
            batch.Clear();
            status = stream.Next(batch);
            Collect(batch, events);
            Assert.True(clock.Elapsed < _deadline, $"no end after {events.Count} events");
        }
        while (status != BatchStatus.End);
        return events;
    }

    /// <summary>The next events of an endless stream.</summary>
    public static List<string> Read(this IEventStream stream, int count)
    {
        using var batch = new EventBatch();
        var events = new List<string>();
        var clock = Stopwatch.StartNew();
        while (events.Count < count)
        {
            batch.Clear();
            Assert.Equal(BatchStatus.More, stream.Next(batch));
            Collect(batch, events);
            Assert.True(clock.Elapsed < _deadline, $"got {events.Count} of {count} events: {string.Join(' ', events)}");
        }

        return events;
    }

    /// <summary>Calls Next until <paramref name="condition"/> holds; no event may come meanwhile.</summary>
    public static void PollUntil(this IEventStream stream, Func<bool> condition)
    {
        using var batch = new EventBatch();
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            batch.Clear();
            stream.Next(batch);
            Assert.Equal(0, batch.Count);
            Assert.True(clock.Elapsed < _deadline);
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds, without reading.</summary>
    public static void WaitUntil(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, _deadline));

    /// <summary>What one call gives.</summary>
    public static List<string> ReadOnce(this IEventStream stream)
    {
        using var batch = new EventBatch();
        var events = new List<string>();
        stream.Next(batch);
        Collect(batch, events);
        return events;
    }

    private static void Collect(EventBatch batch, List<string> events)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Assert.True(EventLayout.TryGetPayload(batch.Events[i], out var payload));
            events.Add(Encoding.UTF8.GetString(payload));
        }
    }
}
