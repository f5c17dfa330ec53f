using System.Text;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The table of the JSON objects that other programs put around audit events, the most specific first. Detection and docs/inputs.md derive from it.
/// An object may match several rows; the first one whose payload is an audit event, or claims to be one, counts.
/// </summary>
internal static class JsonWrappers
{
    private const int MaxKeys = 64;

    private static readonly List<byte[]> _keys = [];

    /// <summary>The rows.</summary>
    public static JsonWrapper[] All { get; } =
    [
        .. new JsonWrapper[]
        {
            new("gke", "protoPayload", "Google Cloud Logging: LogEntry of a Cloud Audit Log")
            {
                Conversion = PayloadConversion.GoogleLogEntry, Cluster = "resource/labels/cluster_name",
            },
            new("aks-table", "AuditId", "Azure Monitor: rows of the tables AKSAudit and AKSAuditAdmin")
            {
                Requires = ["Verb"], Conversion = PayloadConversion.Columns, Cluster = "_ResourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("columns", "AuditID", "events whose top-level keys are capitalized") { Requires = ["Verb"], Conversion = PayloadConversion.Columns },
            new("aks", "properties/log", "Azure diagnostic settings: Event Hub, storage account (`log` as text or object)")
            {
                Cluster = "resourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("aks", "log_s", "Azure Monitor: table AzureDiagnostics") { Cluster = "ResourceId", ClusterPart = ClusterNamePart.LastSegment },
            new("aks", "properties_log_s", "Azure Monitor: table AzureDiagnostics, flattened")
            {
                Cluster = "ResourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("", "records/*", "Azure diagnostic settings: batches"),
            new("cloudwatch", "@message", "CloudWatch Logs Insights") { Cluster = "@log", ClusterPart = ClusterNamePart.EksLogGroup },
            new("cloudwatch", "logEvents/*/message", "CloudWatch Logs subscriptions: Lambda, Kinesis, Firehose")
            {
                Cluster = "logGroup", ClusterPart = ClusterNamePart.EksLogGroup,
            },
            new("cloudwatch", "events/*/message", "aws logs get-log-events, filter-log-events"),
            new("cloudwatch", "results/*/*/value", "aws logs get-query-results") { Requires = ["statistics"] },
            new("cloudtrail-lake", "eventJson", "CloudTrail Lake: query results"),
            new("cloudtrail-lake", "eventData", "CloudTrail Lake: events of an integration"),
            new("cloudtrail-lake", "auditEvents/*/eventData", "CloudTrail Lake: PutAuditEvents"),
            new("cloudtrail-lake", "QueryResultRows/*/*/eventJson", "CloudTrail Lake: get-query-results"),
            new("cloudtrail-lake", "QueryResultRows/*/*/eventData", "CloudTrail Lake: get-query-results"),
            new("splunk", "_raw", "Splunk: events of a search") { Cluster = "cluster_name" },
            new("splunk", "result/_raw", "Splunk: JSON export"),
            new("splunk", "event", "Splunk: HTTP Event Collector"),
            new("", "hits/hits/*", "Elasticsearch and OpenSearch: search results"),
            new("", "_source", "Elasticsearch and OpenSearch: documents"),
            new("elastic", "kubernetes/audit", "Elastic Agent: integration for Kubernetes") { Cluster = "orchestrator/cluster/name" },
            new("elastic", "kubernetes.audit", "Elastic Agent, flattened"),
            new("elastic", "event/original", "Filebeat, Elastic Agent: the original text") { Requires = ["@timestamp"] },
            new("elastic", "event.original", "Filebeat, Elastic Agent, flattened") { Requires = ["@timestamp"] },
            new("openshift", "structured", "OpenShift Logging: parsed JSON") { Cluster = "openshift/cluster_id" },
            new("opentelemetry", "resourceLogs/*/scopeLogs/*/logRecords/*/body/stringValue", "OpenTelemetry Collector: OTLP JSON"),
            new("opentelemetry", "body/stringValue", "OpenTelemetry Collector: log records"),
            new("opentelemetry", "body", "OpenTelemetry Collector: log records"),
            new("opentelemetry", "Body", "OpenTelemetry Collector: log data model"),
            new("loki", "line", "Grafana Loki: logcli -o jsonl, export of Grafana"),
            new("loki", "data/result/*/values/*/#1", "Grafana Loki: query API") { Requires = ["status"] },
            new("loki", "streams/*/values/*/#1", "Grafana Loki: push API"),
            new("datadog", "attributes/attributes", "Datadog: Logs API, parsed attributes"),
            new("datadog", "attributes/message", "Datadog: Logs API"),
            new("datadog", "attributes", "Datadog: archives, parsed attributes"),
            new("", "data/*", "Datadog: Logs API, pages"),
            new("journald", "MESSAGE", "journalctl -o json, json-pretty (`--all`, or fields over 4 KB are null); Fluent Bit, systemd input"),
            new("docker", "log", "Docker: log driver json-file") { Requires = ["stream", "time"] },
            new("fluent", "log", "Fluent Bit and Fluentd: key `log`"),
            new("filebeat", "message", "Filebeat") { Requires = ["@timestamp", "agent"] },
            new("logstash", "message", "Logstash") { Requires = ["@timestamp", "@version"] },
            new("stern", "message", "stern -o json") { Requires = ["podName", "containerName"] },
            new("vector", "message", "Vector") { Requires = ["source_type"] },
            new("cloudwatch", "message", "aws logs, single events") { Requires = ["ingestionTime"] },
            new("message", "message", "other programs: key `message`, text or object") { IsCommon = true },
            new("textPayload", "textPayload", "Google Cloud Logging: text entries"),
            new("jsonPayload", "jsonPayload", "Google Cloud Logging: JSON entries"),
            new("", "jsonPayload/message", "Google Cloud Logging: text in JSON entries"),
        }.Select(Compile),
    ];

    /// <summary>The largest number of keys that <see cref="Find"/> looks for.</summary>
    public static int KeyCount => MaxKeys;

    /// <summary>Finds the members of an object that the rows name.</summary>
    /// <param name="json">A text.</param>
    /// <param name="start">Offset of a valid object.</param>
    /// <param name="ranges">Receives the ranges of the members' values, by the number of the key.</param>
    /// <returns>The bits of the members that were found.</returns>
    public static ulong Find(ReadOnlySpan<byte> json, int start, Span<JsonRange> ranges)
    {
        var found = 0ul;
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        while (json[position] == '"')
        {
            var end = JsonScanner.SkipString(json, position);
            var key = KeyOf(json[(position + 1)..(end - 1)]);
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, end) + 1);
            end = JsonScanner.SkipValue(json, position);
            if (key >= 0)
            {
                found |= 1ul << key;
                ranges[key] = new JsonRange(position, end - position, -1);
            }

            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }

        return found;
    }

    /// <summary>The number of the first key of a row's payload.</summary>
    public static int PayloadKey(JsonWrapper wrapper) => KeyOf(wrapper.PayloadSteps[0]);

    private static int KeyOf(ReadOnlySpan<byte> name)
    {
        for (var key = 0; key < _keys.Count; key++)
        {
            if (name.SequenceEqual(_keys[key]))
            {
                return key;
            }
        }

        return -1;
    }

    private static JsonWrapper Compile(JsonWrapper row) =>
        row with { RequiredKeys = row.Requires.Prepend(row.Payload.Split('/')[0]).Aggregate(0ul, (keys, name) => keys | (1ul << Add(name))) };

    private static int Add(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (KeyOf(bytes) is >= 0 and var known)
        {
            return known;
        }

        if (_keys.Count == MaxKeys)
        {
            throw new InvalidOperationException($"The table of wrappers names more than {MaxKeys} members; '{name}' cannot be added.");
        }

        _keys.Add(bytes);
        return _keys.Count - 1;
    }
}
