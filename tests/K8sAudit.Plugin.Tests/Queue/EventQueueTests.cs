using System.Runtime.CompilerServices;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Queue;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Queue;

public sealed class EventQueueTests : IDisposable
{
    // With its header, and a note of where its id stands.
    private static readonly int _size = Event("000").Length + EventLayout.PayloadOffset + Unsafe.SizeOf<FieldOffset>();

    private readonly SourceCounters _counters = new();
    private readonly EventBatch _batch = new();

    public void Dispose() => _batch.Dispose();

    [Fact]
    public void Small_bodies_share_a_batch()
    {
        using var queue = new EventQueue(1 << 20, _counters);
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(EnqueueResult.Queued, Add(queue, Event("000")));
        }

        Assert.Equal([400, 100], Take(queue));
    }

    [Fact]
    public void A_large_body_becomes_several_batches()
    {
        using var queue = new EventQueue(1 << 20, _counters);
        Add(queue, string.Concat(Enumerable.Repeat(Event("000"), 1000)));
        Assert.Equal([400, 400, 200], Take(queue));
    }

    [Fact]
    public void The_bound_counts_real_sizes()
    {
        using var queue = new EventQueue(_size * 3, _counters);
        Assert.Equal(EnqueueResult.Queued, Add(queue, Event("000") + Event("000")));
        Assert.Equal(EnqueueResult.Full, Add(queue, Event("000") + Event("000")));
        Assert.False(queue.IsFull);
        Assert.Equal(EnqueueResult.Queued, Add(queue, Event("000")));
        Assert.True(queue.IsFull);
        Assert.Equal((3, _size * 3), (_counters.QueuedEvents, _counters.QueuedBytes));
        Assert.Equal([3], Take(queue));
        Assert.Equal((0, 0), (_counters.QueuedEvents, _counters.QueuedBytes));
    }

    [Fact]
    public void Events_that_went_in_before_a_failure_count()
    {
        using var queue = new EventQueue(1 << 20, _counters);
        var text = Encoding.UTF8.GetBytes(Event("000") + Event("001"));
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(1 << 20));

        // As the system's memory ends: the first event is copied, the second one fails.
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.TryAdd(text.AsSpan(0, Event("000").Length), result, out _));
        Assert.Equal((1, _size), queue.Depth);
        Assert.Equal([1], Take(queue));
        Assert.Equal((0, 0), queue.Depth);
        Assert.Equal((0, 0), (_counters.QueuedEvents, _counters.QueuedBytes));
    }

    [Fact]
    public void An_event_that_could_not_be_queued_is_not_a_duplicate_when_it_is_retried()
    {
        var time = new ManualTime();
        using var queue = new EventQueue(1 << 20, _counters, new DedupeWindow(10, TimeSpan.FromSeconds(60), time));
        var text = Encoding.UTF8.GetBytes(Event("000"));
        var result = new AuditEventReader(K8sAuditPlugin.Paths) { ComputesKeys = true }.Read(text, new EventLimits(1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.TryAdd(text.AsSpan(0, 1), result, out _));
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal((EnqueueResult.Queued, 0), (queue.TryAdd(text, result, out var duplicates), duplicates));

        // The failed attempt is too old by now, and the retry is not.
        time.Advance(TimeSpan.FromSeconds(50));
        queue.TryAdd(text, result, out duplicates);
        Assert.Equal(1, duplicates);
    }

    [Fact]
    public void A_body_larger_than_the_queue_goes_into_an_empty_one()
    {
        using var queue = new EventQueue(_size, _counters);
        Assert.Equal(EnqueueResult.Queued, Add(queue, Event("000") + Event("000")));
        Assert.Equal(EnqueueResult.Full, Add(queue, Event("000")));
    }

    [Fact]
    public void A_closed_queue_accepts_nothing_and_returns_what_it_has()
    {
        using var queue = new EventQueue(1 << 20, _counters);
        Add(queue, Event("000"));
        queue.Close();
        Assert.Equal(EnqueueResult.Closed, Add(queue, Event("000")));
        Assert.Equal([1], Take(queue));
    }

    [Fact]
    public async Task A_waiting_reader_is_woken()
    {
        using var queue = new EventQueue(1 << 20, _counters);
        var reading = Task.Run(() => queue.TryTake(_batch, TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken);
        Add(queue, Event("000"));
        Assert.True(await reading);
    }

    private static EnqueueResult Add(EventQueue queue, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return queue.TryAdd(bytes, new AuditEventReader(K8sAuditPlugin.Paths).Read(bytes, new EventLimits(1000)), out _);
    }

    private List<int> Take(EventQueue queue)
    {
        var counts = new List<int>();
        for (_batch.Clear(); queue.TryTake(_batch, TimeSpan.Zero); _batch.Clear())
        {
            counts.Add(_batch.Count);
        }

        return counts;
    }
}
