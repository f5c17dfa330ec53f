using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Tests.Engine;

public sealed class DeliveryTrackerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DeliveryReports _reports = new(Some.Log(), TimeProvider.System);
    private readonly DeliveryTracker _tracker = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_without_alerts_are_done_at_once()
    {
        using var outputs = Open("cat >/dev/null");
        _tracker.Add(10, hasAlerts: false, outputs);

        Assert.Equal(10, _tracker.Delivered);
    }

    [Fact]
    public void Events_are_done_when_their_alerts_are_delivered_and_not_before_those_before_them()
    {
        using var outputs = Open($"while ! [ -e {_folder["go"]} ]; do sleep 0.01; done; cat >/dev/null");
        outputs.Write(Some.Alert("first"));
        _tracker.Add(10, hasAlerts: true, outputs);
        _tracker.Add(20, hasAlerts: false, outputs);
        _tracker.Update();
        Assert.Equal(0, _tracker.Delivered);

        _folder.Write("go", "");
        _tracker.Wait(() => false);

        Assert.Equal(20, _tracker.Delivered);
    }

    [Fact]
    public void Alerts_that_are_counted_as_not_delivered_hold_up_nothing()
    {
        using var outputs = Open("exit 1");
        outputs.Write(Some.Alert("lost"));
        _tracker.Add(10, hasAlerts: true, outputs);

        _tracker.Wait(() => false);

        Assert.Equal((10, 1), (_tracker.Delivered, _reports.Of("program").Failed));
    }

    [Fact]
    public void An_output_that_makes_no_progress_ends_the_wait()
    {
        using var outputs = Open("exec sleep 5", timeoutMilliseconds: 20);
        outputs.Write(Some.Alert("waits"));
        _tracker.Add(10, hasAlerts: true, outputs);

        _tracker.Wait(() => false);

        Assert.Equal(0, _tracker.Delivered);
    }

    // A command that is started for each alert, which is delivered when it ends with exit code 0.
    private AlertOutputs Open(string command, int timeoutMilliseconds = 30_000)
    {
        var configuration = new FalcoConfiguration
        {
            Outputs = [new ProgramOutputConfiguration { Enabled = true, Command = command }],
            OutputTimeout = TimeSpan.FromMilliseconds(timeoutMilliseconds),
        };
        return AlertOutputs.Open(
            configuration,
            new OutputFactory(new ProgressLine(TextWriter.Null, enabled: false, TimeProvider.System), _reports, () => { }, () => false));
    }
}
