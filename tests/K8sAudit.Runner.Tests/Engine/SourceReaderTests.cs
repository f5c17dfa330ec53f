namespace K8sAudit.Runner.Tests.Engine;

public sealed class SourceReaderTests
{
    /// <summary>Native memory that is freed twice ends the process.</summary>
    [Fact]
    public void A_snapshot_that_cannot_be_used_fails_the_source_and_every_native_block_is_freed_once()
    {
        using var engine = new TestEngine("live:3");
        var retired = 0;
        using var reader = engine.OpenReader();
        engine.Host.Publish(engine.UnusableSnapshot(), () => retired++);

        Assert.Throws<NullReferenceException>(() => reader.Run(engine.Stop));
        reader.Dispose();
        engine.Host.WaitForRetired();

        Assert.Equal(1, retired);
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("live:3", false)]
    [InlineData("3", false, "WITHOUT_PROGRESS")]
    public void Input_is_finite_where_its_plugin_tells_progress(string openParameters, bool isFinite, params string[] definitions)
    {
        using var engine = new TestEngine(openParameters, definitions);
        using var reader = engine.OpenReader();

        Assert.Equal(isFinite, reader.IsFinite);
    }

    [Theory]
    [InlineData("3", "WITHOUT_PROGRESS")]
    [InlineData("3")]
    public void Input_that_ends_by_itself_has_ended(string openParameters, params string[] definitions)
    {
        using var engine = new TestEngine(openParameters, definitions);
        using var reader = engine.OpenReader();

        reader.Run(engine.Stop);

        Assert.True(reader.HasEnded);
    }

    [Fact]
    public void Input_that_is_stopped_has_not_ended()
    {
        using var engine = new TestEngine("queue:10", "WITH_DRAIN");
        using var reader = engine.OpenReader();
        reader.Stop();

        reader.Run(engine.Stop);

        Assert.Equal(10, reader.Events);
        Assert.False(reader.HasEnded);
    }

    [Fact]
    public void An_event_that_fires_no_rule_allocates_nothing()
    {
        Assert.Equal(AllocatedBytes(10_000), AllocatedBytes(20_000));

        static long AllocatedBytes(int events)
        {
            using var engine = new TestEngine($"{events}");
            using var reader = engine.OpenReader();
            engine.Host.Publish(
                engine.Snapshot("- {rule: Negative, desc: d, source: sample, condition: sample.text = none, output: o, priority: INFO}"),
                () => { });
            var before = GC.GetAllocatedBytesForCurrentThread();
            reader.Run(engine.Stop);
            Assert.Equal(events, reader.Events);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
