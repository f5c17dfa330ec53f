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
