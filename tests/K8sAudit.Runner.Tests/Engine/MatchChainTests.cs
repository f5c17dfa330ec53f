using K8sAudit.Runner.Engine;

namespace K8sAudit.Runner.Tests.Engine;

public sealed class MatchChainTests
{
    [Fact]
    public void Every_match_is_counted_and_passed_on()
    {
        using var engine = new TestEngine("1");
        var last = new RecordingSink();
        var rule = engine.Host.Current.Ruleset.Rules[0];
        var sink = new CountingSink(engine.Host.Statistics, last);

        sink.Accept(new Match(rule, null!, null!));
        sink.Accept(new Match(rule, null!, null!));

        Assert.Equal(["Seven", "Seven"], last.Rules);
        Assert.Equal(2, engine.Host.Statistics.Of("Seven"));
    }

    [Fact]
    public void The_matches_of_a_source_pass_through_the_chain_and_count_over_reloads()
    {
        using var engine = new TestEngine("100");
        using var reader = engine.OpenReader();
        engine.Host.Publish(engine.Snapshot("- {rule: Large, desc: d, source: sample, condition: sample.number > 89, output: o, priority: INFO}"), () => { });

        reader.Run(engine.Stop);
        engine.Host.Publish(engine.Snapshot(), () => { });

        Assert.Equal(10, engine.Host.Statistics.Of("Large"));
    }

    private sealed class RecordingSink : IMatchSink
    {
        public List<string> Rules { get; } = [];

        public void Accept(in Match match) => Rules.Add(match.Rule.Name);
    }
}
