namespace K8sAudit.Runner.Tests.Engine;

public sealed class EngineHostTests : IDisposable
{
    private readonly TestEngine _engine = new("live:1");
    private readonly List<string> _retired = [];

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_snapshot_is_retired_when_its_last_user_releases_it()
    {
        var host = _engine.Host;
        var first = host.Acquire();
        host.Acquire();

        Publish("first");
        host.Release(first);
        host.WaitForRetired();
        Assert.Empty(_retired);

        host.Release(first);
        host.WaitForRetired();
        Assert.Equal(["first"], _retired);
    }

    [Fact]
    public void A_snapshot_without_users_is_retired_at_once()
    {
        Publish("first");
        _engine.Host.WaitForRetired();

        Assert.Equal(["first"], _retired);
    }

    /// <summary>Snapshots share outputs with their successors: what the second one closes may still be in use by the first one.</summary>
    [Fact]
    public void Snapshots_are_retired_in_their_order_even_where_an_older_one_is_used_longer()
    {
        var first = _engine.Host.Acquire();
        Publish("first");
        Publish("second");
        _engine.Host.WaitForRetired();
        Assert.Empty(_retired);

        _engine.Host.Release(first);
        _engine.Host.WaitForRetired();
        Assert.Equal(["first", "second"], _retired);
    }

    [Fact]
    public void At_the_end_of_the_run_a_snapshot_is_retired_although_a_stuck_source_holds_it()
    {
        var stuck = _engine.Host.Acquire();
        Publish("first");
        Publish("second");
        _engine.Host.RetireAll();
        Assert.Equal(["first", "second"], _retired);

        _engine.Host.Release(stuck);
        Assert.Equal(["first", "second"], _retired);
    }

    private void Publish(string replaced) => _engine.Host.Publish(_engine.Snapshot(), () => _retired.Add(replaced));
}
