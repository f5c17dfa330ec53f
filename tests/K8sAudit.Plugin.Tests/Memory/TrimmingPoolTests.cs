using K8sAudit.Plugin.Memory;

namespace K8sAudit.Plugin.Tests.Memory;

/// <summary>What is kept for its next use.</summary>
public sealed class TrimmingPoolTests
{
    private readonly List<string> _freed = [];
    private readonly TrimmingPool<string> _stack;

    public TrimmingPoolTests() => _stack = new(3, _freed.Add);

    [Fact]
    public void The_last_that_came_is_the_first_that_goes()
    {
        Keep("a", "b", "c");
        Assert.Equal(["c", "b", "a"], TakeAll());
        Assert.Empty(_freed);
    }

    [Fact]
    public void What_is_too_much_is_freed()
    {
        Keep("a", "b", "c", "d");
        Assert.Equal(["d"], _freed);
    }

    [Fact]
    public void What_was_not_needed_for_a_while_is_freed_and_what_was_needed_stays()
    {
        Keep("a", "b", "c");
        _stack.FreeUnused();
        Assert.Empty(_freed);

        // At most two of them are in use at the same time.
        Assert.True(_stack.TryRent(out var third));
        Assert.True(_stack.TryRent(out var second));
        Keep(second, third);
        Assert.True(_stack.TryRent(out third));
        Keep(third);
        _stack.FreeUnused();
        Assert.Equal(["a"], _freed);

        _stack.FreeUnused();
        Assert.Equal(["a", "b", "c"], _freed);
        Assert.Empty(TakeAll());
    }

    [Fact]
    public void How_many_were_freed_is_told_with_those_that_were_too_many()
    {
        Keep("a", "b", "c", "d", "e");
        Assert.Equal(2, _stack.FreeUnused());
        Assert.Equal(3, _stack.FreeUnused());
        Assert.Equal(0, _stack.FreeUnused());
    }

    [Fact]
    public void All_of_it_can_be_freed()
    {
        Keep("a", "b");
        _stack.Clear();
        Assert.Equal(["a", "b"], _freed);
        Assert.Empty(TakeAll());
    }

    private void Keep(params string[] items)
    {
        foreach (var item in items)
        {
            _stack.Return(item);
        }
    }

    private List<string> TakeAll()
    {
        var items = new List<string>();
        while (_stack.TryRent(out var item))
        {
            items.Add(item);
        }

        return items;
    }
}
