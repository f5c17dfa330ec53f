using System.Text;
using System.Text.RegularExpressions;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Metrics;

namespace K8sAudit.Plugin.Tests.Metrics;

public class SourceMetricsTests
{
    [Fact]
    public void Every_metric_is_reported_with_its_value()
    {
        var counters = new SourceCounters();
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        const string text = """[{"auditID":"a"},{"auditID":},{"kind":"Pod","auditID":"a"},{"kind":"Event","auditID":"too large"}]""";
        counters.Receive(100, reader.Read(Encoding.UTF8.GetBytes(text), new EventLimits(20)));
        counters.Receive(1, reader.Read("{\"auditID\":"u8, new EventLimits(20)));
        counters.RefuseFull();
        counters.Queue(3, 30);
        counters.Queue(-1, -10);
        Assert.Equal(
            [
                "events_received 5", "events_accepted 1", "events_duplicate 0", "events_handed_over 0", "events_rejected_invalid_json 1", "events_rejected_incomplete 1", "events_rejected_not_an_event 1",
                "events_rejected_too_large 1", "ignored_text_lines 0", "ignored_json_values 0", "blank_lines 0", "files_unread 0", "events_oversized 1", "events_truncated 0", "bytes_received 101", "text_invalid 0",
                "batches_received 2", "requests_refused_queue_full 1",
                "requests_refused_bad 0", "clients_refused 0", "requests_wrong_path 0", "connections_wrong_protocol 0", "tls_handshakes_failed_not_tls 0",
                "tls_handshakes_failed_no_certificate 0", "tls_handshakes_failed_bad_certificate 0", "tls_handshakes_failed_aborted 0",
                "tls_handshakes_failed_timed_out 0", "tls_handshakes_failed_protocol 0", "events_queued 2", "bytes_queued 20",
                "event_delay 0", "certificate_expiry 0",
            ],
            Report(counters));
    }

    [Fact]
    public void The_delay_is_the_age_of_the_last_event_and_zero_without_one()
    {
        var counters = new SourceCounters();
        var time = new ManualTime();
        counters.RecordDelay((ulong)(time.GetUtcNow().ToUnixTimeMilliseconds() - 1500) * 1_000_000, time);
        Assert.Equal(1500, counters.EventDelay);

        // The clock of the API server may be ahead.
        counters.RecordDelay((ulong)(time.GetUtcNow().ToUnixTimeMilliseconds() + 1500) * 1_000_000, time);
        Assert.Equal(0, counters.EventDelay);
        counters.RecordDelay((ulong)(time.GetUtcNow().ToUnixTimeMilliseconds() - 10) * 1_000_000, time);
        counters.RecordDelay(EventLayout.TimestampUnknown, time);
        Assert.Equal(0, counters.EventDelay);
    }

    [Fact]
    public void Names_are_in_snake_case_and_unique()
    {
        Assert.All(SourceMetrics.All, metric => Assert.Matches(new Regex("^[a-z]+(_[a-z]+)*$"), metric.Name));
        Assert.Distinct(SourceMetrics.All.Select(metric => metric.Name));
    }

    // Falco takes these out of a name before it puts "_total" behind it.
    [Fact]
    public void No_name_has_what_Prometheus_would_not_show() =>
        Assert.All(SourceMetrics.All, metric => Assert.DoesNotMatch("_(kb|bytes|mb|perc|percentage|ratio|ns|ts|sec|total)", metric.Name));

    [Fact]
    public void The_documentation_has_every_metric() =>
        GeneratedDocument.AssertSection("docs/reference/metrics.md", "metrics",
        [
            "| Metric | Kind | Description |",
            "|---|---|---|",
            .. SourceMetrics.All.Select(m => $"| `{m.Name}` | {(m.Kind == MetricKind.Monotonic ? "counter" : "gauge")} | {m.Description} |"),
        ]);

    private static unsafe List<string> Report(SourceCounters counters)
    {
        using var report = new MetricsReport();
        SourceMetrics.Report(counters, report);
        var lines = new List<string>();
        for (var i = 0; i < report.Count; i++)
        {
            var name = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(report.Pointer[i].Name));
            lines.Add($"{name} {report.Pointer[i].Value}");
        }

        return lines;
    }
}
