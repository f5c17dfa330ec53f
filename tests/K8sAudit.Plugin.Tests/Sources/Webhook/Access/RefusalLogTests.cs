using K8sAudit.Plugin.Sources.Webhook.Access;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Webhook.Access;

public sealed class RefusalLogTests
{
    private readonly RecordingLog _log = new();
    private readonly ManualTime _time = new();
    private readonly RefusalLog _refusals;

    public RefusalLogTests() => _refusals = new RefusalLog(Intake(_log, _time), (client, reason, more) => $"{client} {reason} {more}");

    [Fact]
    public void Each_client_and_each_reason_has_one_line_in_ten_seconds()
    {
        foreach (var client in new[] { "10.0.0.1:1000", "10.0.0.1:1001", "10.0.0.2:1000", "[::1]:1" })
        {
            _refusals.Report(client, "x");
            _refusals.Report(client, "y");
        }

        Assert.Equal(
            [
                "Warning: 10.0.0.1:1000 x 0", "Warning: 10.0.0.1:1000 y 0", "Warning: 10.0.0.2:1000 x 0", "Warning: 10.0.0.2:1000 y 0", "Warning: [::1]:1 x 0", "Warning: [::1]:1 y 0",
            ],
            _log.Lines);
        _time.Advance(TimeSpan.FromSeconds(10));
        _refusals.Report("10.0.0.1:1002", "x");
        Assert.Equal("Warning: 10.0.0.1:1002 x 1", _log.Lines[^1]);
    }

    [Fact]
    public void Refusals_of_one_topic_share_a_line_whatever_the_client_makes_of_the_reason()
    {
        var refusals = new RefusalLog(Intake(_log, _time), (client, reason, more) => $"{client} {reason} {more}", TimeSpan.FromMinutes(1));
        refusals.Report("10.0.0.1:1", "/a", "path");
        refusals.Report("10.0.0.1:1", "/b", "path");
        _time.Advance(TimeSpan.FromSeconds(59));
        refusals.Report("10.0.0.1:1", "/c", "path");
        _time.Advance(TimeSpan.FromSeconds(1));
        refusals.Report("10.0.0.1:1", "/d", "path");

        Assert.Equal(["Warning: 10.0.0.1:1 /a 0", "Warning: 10.0.0.1:1 /d 2"], _log.Lines);
    }

    [Fact]
    public void Many_clients_cannot_fill_the_log()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _refusals.Report($"10.0.{i / 256}.{i % 256}:1", "x");
        }

        Assert.Equal(33, _log.Lines.Count);
        _time.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 40; i++)
        {
            _refusals.Report($"10.1.0.{i}:1", "x");
        }

        Assert.Contains("Warning: 10.1.0.32:1 x 9967", _log.Lines);
    }
}
