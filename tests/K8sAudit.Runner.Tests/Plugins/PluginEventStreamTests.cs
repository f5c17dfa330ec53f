using FalcoPlugin.Abi;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed unsafe class PluginEventStreamTests : IDisposable
{
    private readonly NativePlugin _plugin = NativePlugin.Load(SamplePlugin.Library());
    private readonly PluginInstance _instance;

    public PluginEventStreamTests() => _instance = Some.Instance(_plugin);

    public void Dispose()
    {
        _instance.Dispose();
        _plugin.Dispose();
    }

    [Fact]
    public void Batches_are_read_to_the_end_and_events_that_come_with_it_count()
    {
        using var stream = Open("6");

        Assert.Equal((ReturnCode.Success, 4), (stream.NextBatch(), stream.Count));
        Assert.Equal((ReturnCode.EndOfFile, 2), (stream.NextBatch(), stream.Count));
    }

    [Fact]
    public void A_live_source_without_events_answers_that_there_is_nothing_yet()
    {
        using var stream = Open("live:1");

        Assert.Equal((ReturnCode.Timeout, 1), (stream.NextBatch(), stream.Count));
        Assert.Equal((ReturnCode.Timeout, 0), (stream.NextBatch(), stream.Count));
    }

    [Fact]
    public void The_id_is_filled_in_where_the_plugin_left_it_open()
    {
        using var stream = Open("2");
        stream.NextBatch();

        Assert.Equal([999u, 999u], new[] { EventLayout.PluginId(stream.Event(0)), EventLayout.PluginId(stream.Event(1)) });
    }

    [Fact]
    public void An_event_without_a_time_is_of_the_present()
    {
        var time = new FixedTime(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        using var stream = PluginEventStream.Open(_instance, "no_time:1", time);
        stream.NextBatch();

        Assert.Equal(1_767_323_045_000_000_000ul, EventLayout.Timestamp(stream.Event(0)));
    }

    [Theory]
    [InlineData("empty_success", "unexpected 0 size event returned by plugin sample")]
    [InlineData("foreign_id", "unexpected plugin ID in plugin event: plugin='sample', expected_id=999, actual_id=1000")]
    [InlineData("malformed", "malformed plugin event produced by plugin: 'sample'")]
    [InlineData("fail_open", "plugin 'sample' cannot open 'fail_open': the open parameters asked for a failure")]
    public void A_source_that_breaks_the_contract_is_an_error(string parameters, string reason)
    {
        var error = Assert.Throws<PluginFailedException>(() =>
        {
            using var stream = Open(parameters);
            stream.NextBatch();
            stream.Event(0);
        });

        Assert.StartsWith(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_comes_with_the_plugins_reason()
    {
        using var stream = Open("fail_at:2");

        Assert.Equal((ReturnCode.Failure, 2), (stream.NextBatch(), stream.Count));
        Assert.Equal("the stream broke", _instance.LastError());
    }

    [Fact]
    public void Progress_is_returned_in_hundredths_of_a_percent_and_as_text()
    {
        using var stream = Open("8");
        stream.NextBatch();

        Assert.Equal((5000u, "4 of 8"), stream.Progress());
    }

    private PluginEventStream Open(string parameters) => PluginEventStream.Open(_instance, parameters, TimeProvider.System);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
