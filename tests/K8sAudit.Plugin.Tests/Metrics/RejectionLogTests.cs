using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Metrics;

namespace K8sAudit.Plugin.Tests.Metrics;

public class RejectionLogTests
{
    private const string NotAnEvent = """{"kind":"Pod","auditID":"a"}""";
    private readonly RecordingLog _log = new();
    private readonly ManualTime _time = new();
    private readonly RejectionLog _rejections;

    public RejectionLogTests() => _rejections = new RejectionLog(_log, _time);

    [Fact]
    public void The_first_of_a_window_are_logged_one_by_one_and_the_rest_together()
    {
        for (var line = 1; line <= 25; line++)
        {
            Report($"a.jsonl:{line}", line % 5 == 0 ? NotAnEvent : "{,\"auditID\"}");
        }

        Assert.Equal(10, _log.Lines.Count);
        Assert.Equal("Warning: a.jsonl:1: rejected an event at byte 1 (invalid_json): it is not valid JSON", _log.Lines[0]);
        _time.Advance(TimeSpan.FromSeconds(9));
        _rejections.EndWindow();
        Assert.Equal(10, _log.Lines.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        _rejections.EndWindow();
        Assert.Equal("Warning: rejected 15 more events (invalid_json 12, not_an_event 3), the last in a.jsonl:25", _log.Lines[10]);
        Report("a.jsonl:26", NotAnEvent);
        Assert.Equal(12, _log.Lines.Count);
    }

    [Fact]
    public void One_text_with_many_rejections_is_summed_up_too()
    {
        Report("body", "[" + string.Join(',', Enumerable.Repeat(NotAnEvent, 1000)) + "]");
        _rejections.EndWindow(force: true);
        Assert.Equal(11, _log.Lines.Count);
        Assert.Equal("Warning: rejected 990 more events (not_an_event 990), the last in body", _log.Lines[10]);
    }

    [Fact]
    public void Where_nothing_more_was_rejected_nothing_more_is_said()
    {
        Report("a.jsonl:1", NotAnEvent);
        _rejections.EndWindow(force: true);
        Assert.Single(_log.Lines);
    }

    private void Report(string place, string text)
    {
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        _rejections.Report(place, reader.Read(System.Text.Encoding.UTF8.GetBytes(text), new EventLimits(100)));
    }
}
