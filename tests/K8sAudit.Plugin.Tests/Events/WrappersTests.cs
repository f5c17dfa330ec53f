using System.Text;
using System.Text.Json;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>Audit events as other programs export and wrap them. The files are in <c>tests/Cases/formats</c>; each has the same three events.</summary>
public class WrappersTests
{
    private static readonly string[] _ids = ["d493c501", "147d0808", "966249ec"];

    public static TheoryData<string, string?, string?> Formats => new()
    {
        { "01-plain.jsonl", null, null },
        { "02-eventlist-line.json", null, null },
        { "07-array-pretty.json", null, null },
        { "05-events-pretty-concat.json", null, null },
        { "08-concat-no-newline.json", null, null },
        { "11-cr-only.jsonl", null, null },
        { "16-blank-lines.jsonl", null, null },
        { "22-cloudwatch-message-string.jsonl", "cloudwatch", null },
        { "23-cloudwatch-message-object.jsonl", "cloudwatch", null },
        { "25-cloudwatch-get-log-events.json", "cloudwatch", null },
        { "26-cloudwatch-filter-log-events-text.txt", "cloudwatch", null },
        { "28-firehose-s3-concat.json", "cloudwatch", "shop" },
        { "29-cw-export-to-s3.txt", "timestamp", null },
        { "31-aks-records-string.json", "aks", "SHOP" },
        { "32-aks-line-object.jsonl", "aks", "SHOP" },
        { "34-aks-log-analytics-log_s.json", "aks", null },
        { "35-gke-logentry.jsonl", "gke", "shop" },
        { "37-docker-json-file.txt", "docker", null },
        { "38-cri.txt", "cri", null },
        { "40-journald-export-json.jsonl", "journald", null },
        { "41-journald-export.txt", "journald", null },
        { "43-fluentbit-log-key.jsonl", "fluent", null },
        { "44-fluentbit-json-parsed.jsonl", null, null },
        { "46-vector-message.jsonl", "vector", null },
        { "47-vector-parsed.jsonl", null, null },
        { "49-filebeat-kubernetes.audit.jsonl", "elastic", null },
        { "50-elastic-hits.json", "elastic", null },
        { "52-otel-filelog.json", "opentelemetry", null },
        { "53-loki-logcli.jsonl", "loki", null },
        { "55-oc-adm-node-logs.txt", "names", null },
        { "58-splunk-hec.jsonl", "splunk", null },
        { "59-splunk-export-_raw.jsonl", "splunk", null },
        { "61-kube-apiserver-stdout-mixed.txt", null, null },
        { "62-kubectl-logs-prefix.txt", "kubectl", null },
        { "65-stern-json.jsonl", "stern", null },
        { "67-csv-export.csv", "csv", null },
        { "68-syslog-rfc5424.txt", "syslog", null },
        { "70-json-seq-rs.txt", null, null },
        { "73-eventlist-item-kindless.json", null, null },
        { "74-event-capitalised-keys.jsonl", "columns", null },
        { "77-yaml-doc-separators.jsonl", null, null },
        { "79-array-one-per-line.json", null, null },
        { "80-journalctl-ojson-pretty.json", "journald", null },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_events_of_a_format_are_read(string file, string? wrapper, string? cluster)
    {
        var text = File.ReadAllBytes(RepositoryFiles.PathOf("tests", "Cases", "formats", file));
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144));
        var events = result.Events.ToArray().Select(e => result.Json(text, e).ToArray()).ToArray();
        Assert.Equal(0, result.Rejected.Total);
        Assert.Equal(_ids, events.Select(json => Value(json, "ka.auditid")![..8]));
        Assert.All(events, json => Assert.Equal((wrapper, cluster), (Value(json, "ka.source.wrapper"), Value(json, "ka.cluster.name"))));
        Assert.All(events, json => JsonDocument.Parse(json));
        Assert.All(result.Events.ToArray(), slice => Assert.False(result.FieldIndex(in slice).IsEmpty));
    }

    // Line by line, as a source reads a file.
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_of_a_format_is_read_line_by_line(string file, string? wrapper, string? cluster)
    {
        var intake = Streams.Intake();
        using var stream = OpenSchemes.Open(RepositoryFiles.PathOf("tests", "Cases", "formats", file), intake);
        var events = stream.ReadToEnd().Select(Encoding.UTF8.GetBytes).ToArray();
        Assert.Equal(_ids, events.Select(json => Value(json, "ka.auditid")![..8]));
        Assert.All(events, json => Assert.Equal((wrapper, cluster), (Value(json, "ka.source.wrapper"), Value(json, "ka.cluster.name"))));
        Assert.Equal(3, intake.Counters.Received);
    }

    private static string? Value(byte[] json, string field) => AssertFields.Ask(field, null, json).Values.SingleOrDefault();
}
