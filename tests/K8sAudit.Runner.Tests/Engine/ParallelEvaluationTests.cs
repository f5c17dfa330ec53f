namespace K8sAudit.Runner.Tests.Engine;

public sealed class ParallelEvaluationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "WITH_SHARING", 1)]
    [InlineData(2, "WITH_SHARING", 2)]
    [InlineData(5, "WITH_SHARING", 5)]
    [InlineData(5, "WITHOUT_SHARING", 1)]
    public void A_finite_source_is_read_by_as_many_threads_as_allowed_if_its_plugin_allows_it(int maxThreads, string definition, int threads)
    {
        using var engine = new TestEngine(_folder.Write("numbers", "2001"), definition) { Threads = maxThreads };
        using var reader = engine.OpenReader();

        reader.Run(engine.Stop);

        Assert.Equal((2001, threads, true), (reader.Events, reader.Threads, reader.HasEnded));
        Assert.Equal(1, engine.Host.Statistics.Detected);
    }

    [Fact]
    public async Task Every_snapshot_that_a_reload_publishes_is_used_and_retired_and_no_event_is_missed()
    {
        using var engine = new TestEngine(_folder.Write("numbers", "400000"), "WITH_SHARING") { Threads = 3 };
        var retired = 0;
        using (var reader = engine.OpenReader())
        {
            var run = Task.Run(() => reader.Run(engine.Stop), TestContext.Current.CancellationToken);
            for (var i = 0; i < 20; i++)
            {
                engine.Host.Publish(engine.Snapshot(), () => Interlocked.Increment(ref retired));
            }

            await run.WaitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(400000, reader.Events);
        }

        engine.Host.WaitForRetired();
        Assert.Equal(20, retired);
        Assert.Equal(1, engine.Host.Statistics.Detected);
    }

    [Fact]
    public void A_snapshot_that_cannot_be_used_fails_the_source()
    {
        using var engine = new TestEngine(_folder.Write("numbers", "2000000000"), "WITH_SHARING") { Threads = 3 };
        using var reader = engine.OpenReader();
        var run = Task.Run(() => reader.Run(engine.Stop), TestContext.Current.CancellationToken);

        engine.Host.Publish(engine.UnusableSnapshot(), () => { });

        Assert.IsType<NullReferenceException>(Assert.Throws<AggregateException>(() => run.Wait(TestContext.Current.CancellationToken)).InnerException);
    }

    [Fact]
    public async Task A_source_that_is_stopped_keeps_what_is_not_read()
    {
        using var engine = new TestEngine(_folder.Write("numbers", "2000000000"), "WITH_SHARING") { Threads = 3 };
        using var reader = engine.OpenReader();
        var run = Task.Run(() => reader.Run(engine.Stop), TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => reader.Threads == 3);

        reader.Stop();
        await run.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(reader.HasEnded);
        Assert.InRange(reader.Events, 1, 1_999_999_999);
    }
}
