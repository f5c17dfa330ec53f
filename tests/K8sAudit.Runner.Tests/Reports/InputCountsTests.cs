using FalcoPlugin.Abi;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Tests.Reports;

public sealed class InputCountsTests
{
    [Fact]
    public void The_counts_that_are_not_zero_make_a_sentence()
    {
        var counts = Read(("bytes_received", 5641), ("ignored_text_lines", 1), ("blank_lines", 0), ("events_rejected_incomplete", 2), ("other", 7));

        Assert.Equal("5,641 bytes, 1 line of text, 2 rejected events (incomplete 2)", $"{counts}");
        Assert.Equal(3, counts!.NotUnderstood);
    }

    [Fact]
    public void Counts_of_several_runs_are_added_up()
    {
        var sum = InputCounts.Sum(
            [Read(("bytes_received", 1), ("events_rejected_incomplete", 2)), null, Read(("bytes_received", 2), ("events_rejected_incomplete", 1))]);

        Assert.Equal("3 bytes, 3 rejected events (incomplete 3)", $"{sum}");
    }

    [Fact]
    public void A_plugin_without_such_metrics_has_no_counts() => Assert.Null(Read(("other", 7)));

    [Theory]
    [InlineData(true, 0, 1, true)]
    [InlineData(false, 0, 1, false)]
    [InlineData(true, 1, 1, false)]
    [InlineData(true, 0, 0, false)]
    public void Nothing_is_understood_if_the_input_has_ended_and_has_something_but_no_event(bool hasEnded, long events, long lines, bool expected)
    {
        var run = new SourceRun("a", events, TimeSpan.Zero, IsFinite: true, Error: null) { HasEnded = hasEnded, Input = Read(("ignored_text_lines", lines)) };

        Assert.Equal(expected, run.IsNothingUnderstood);
        Assert.Equal(expected, SourceRun.Sum([run])[0].IsNothingUnderstood);
    }

    private static InputCounts? Read(params (string Name, long Value)[] metrics) =>
        InputCounts.Read([.. metrics.Select(metric => new PluginMetric(metric.Name, MetricKind.Monotonic, $"{metric.Value}"))]);
}
