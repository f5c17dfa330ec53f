using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Tests.Queue;

public class DedupeWindowTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_oldest_is_forgotten_where_there_are_too_many()
    {
        var window = Window(capacity: 2);
        Assert.Equal([true, true, false, true, true, false], Array.ConvertAll([1, 2, 1, 3, 1, 3], n => TryAdd(window, Key(n))));
        Assert.Equal(2, window.Count);
    }

    [Fact]
    public void What_is_too_old_is_forgotten()
    {
        var window = Window();
        Assert.True(TryAdd(window, Key(1)));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(TryAdd(window, Key(1)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(TryAdd(window, Key(1)));
    }

    [Fact]
    public void The_next_source_remembers_what_the_last_one_took()
    {
        var (last, next) = (Window(), Window());
        TryAdd(last, Key(1));
        next.Append(last);
        Assert.False(TryAdd(next, Key(1)));
    }

    [Fact]
    public void A_full_window_allocates_nothing_more()
    {
        var window = Window(capacity: 1000);
        AddMany(window, 3000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AddMany(window, 3000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AddMany(DedupeWindow window, int count)
    {
        Span<byte> text = stackalloc byte[4];
        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(text, i);
            TryAdd(window, EventKey.Of(text));
        }
    }

    // As the queue does it.
    private static bool TryAdd(DedupeWindow window, EventKey key)
    {
        window.RemoveExpired();
        var isNew = !window.Contains(key);
        if (isNew)
        {
            window.Add(key);
        }

        return isNew;
    }

    private static EventKey Key(int number) => EventKey.Of([(byte)'{', (byte)number, (byte)'}']);

    private DedupeWindow Window(int capacity = 100) => new(capacity, TimeSpan.FromSeconds(60), _time);
}
