namespace K8sAudit.Runner.Tests.Engine;

public sealed class SourceRunnerTests
{
    [Fact]
    public void Disposing_it_stops_sources_that_are_still_read()
    {
        using var engine = new TestEngine("live:3");
        var runner = engine.Runner();
        runner.Start(engine.Plugins, [TestEngine.Source]);

        runner.Dispose();

        Assert.Equal(3, Assert.Single(runner.WaitForEnd()).Events);
        Assert.False(engine.Stop.IsRequested);
    }

    [Fact]
    public void A_source_that_makes_no_progress_after_the_stop_is_abandoned_with_an_error()
    {
        using var engine = new TestEngine("stuck:3");
        using var runner = engine.Runner(stuckLimit: TimeSpan.FromMilliseconds(100));
        runner.Start(engine.Plugins, [TestEngine.Source]);

        engine.Stop.Request("The test stops it");

        Assert.Equal(
            "event source 'sample' has not stopped: it has evaluated nothing for 2.1 seconds and is abandoned; events that were received and not evaluated are lost",
            Assert.Single(runner.WaitForEnd()).Error);
    }

    [Fact]
    public void An_exception_in_a_source_is_its_result_and_requests_the_stop()
    {
        using var engine = new TestEngine("live:3");
        using var runner = engine.Runner();
        runner.Start(engine.Plugins, [TestEngine.Source]);

        engine.Host.Publish(engine.UnusableSnapshot(), () => { });

        Assert.StartsWith("event source 'sample': System.NullReferenceException", Assert.Single(runner.WaitForEnd()).Error, StringComparison.Ordinal);
        Assert.True(engine.Stop.IsRequested);
    }
}
