using System.Text;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The table of the JSON objects that other programs put around audit events, the most specific first. Detection and docs/inputs.md derive from it.
/// An object may match several rows; the first one whose payload is an audit event, or claims to be one, counts.
/// </summary>
internal static class JsonWrappers
{
    private const int MaxKeys = 128;

    private static readonly List<byte[]> _keys = [];

    // The numbers of the keys of each length.
    private static readonly List<List<int>> _keysOfLength = [];

    /// <summary>The rows.</summary>
    public static JsonWrapper[] All { get; } =
    [
        .. new JsonWrapper[]
        {
            new("gke", "protoPayload", "Google Cloud Logging: LogEntry of a Cloud Audit Log")
            {
                Conversion = PayloadConversion.GoogleLogEntry, Cluster = "resource/labels/cluster_name",
            },
            new("gke", "protopayload_auditlog", "Google Cloud Logging: LogEntry in BigQuery")
            {
                Conversion = PayloadConversion.GoogleLogEntry, Cluster = "resource/labels/cluster_name",
            },
            new("", "entries/*", "Google Cloud Logging: entries.list"),
            new("aks-table", "AuditId", "Azure Monitor: rows of the tables AKSAudit and AKSAuditAdmin")
            {
                Requires = ["Verb"], Conversion = PayloadConversion.Columns, Cluster = "_ResourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("columns", "AuditID", "events whose top-level keys are capitalized") { Requires = ["Verb"], Conversion = PayloadConversion.Columns },
            new("columns", "auditid", "events whose top-level keys are in lower case: Hive, Athena")
            {
                Requires = ["verb"], Conversion = PayloadConversion.Columns,
            },
            new("columns", "audit_id", "events whose top-level keys are in snake case") { Requires = ["verb"], Conversion = PayloadConversion.Columns },
            new("aks", "properties/log", "Azure diagnostic settings: Event Hub, storage account (`log` as text or object)")
            {
                Cluster = "resourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("aks", "properties", "Azure diagnostic settings: `properties` as text")
            {
                Requires = ["category"], Cluster = "resourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("aks", "log_s", "Azure Monitor: table AzureDiagnostics") { Cluster = "ResourceId", ClusterPart = ClusterNamePart.LastSegment },
            new("aks", "properties_log_s", "Azure Monitor: table AzureDiagnostics, flattened")
            {
                Cluster = "ResourceId", ClusterPart = ClusterNamePart.LastSegment,
            },
            new("", "tables/*", "Azure Monitor: Log Analytics API"),
            new("", "Tables/*", "Azure Data Explorer: query results, version 1"),
            new("", "rows", "tables of the Log Analytics API; Elasticsearch SQL") { Columns = "columns", Conversion = PayloadConversion.TableRows },
            new("", "Rows", "tables of Azure Data Explorer") { Columns = "Columns", Conversion = PayloadConversion.TableRows },
            new("", "values", "Elasticsearch: ES|QL") { Columns = "columns", Conversion = PayloadConversion.TableRows },
            new("", "rows", "Splunk: output mode json_rows") { Columns = "fields", Conversion = PayloadConversion.TableRows },
            new("", "data", "ClickHouse: JSONCompact") { Columns = "meta", Conversion = PayloadConversion.TableRows },
            new("splunk", "columns/*/*", "Splunk: output mode json_cols") { Requires = ["fields"], HasOtherValues = true },
            new("firehose", "records/*/data", "Amazon Data Firehose: HTTP endpoints, transformations (base64, also gzip)")
            {
                Conversion = PayloadConversion.Base64,
            },
            new("kafka", "records/{}/*/value", "Lambda: Amazon MSK, Apache Kafka (base64)") { Conversion = PayloadConversion.Base64 },
            new("kafka", "records/*/value", "Kafka REST Proxy: records to produce"),
            new("", "records/*", "Azure diagnostic settings: batches"),
            new("kinesis", "Records/*/kinesis/data", "Lambda: Kinesis (base64, also gzip)") { Conversion = PayloadConversion.Base64 },
            new("kinesis", "Records/*/Data", "aws kinesis get-records (base64, also gzip)") { Conversion = PayloadConversion.Base64 },
            new("cloudwatch", "awslogs/data", "Lambda: CloudWatch Logs subscriptions (base64 of gzip)") { Conversion = PayloadConversion.Base64 },
            new("sqs", "Records/*/body", "Lambda: SQS"),
            new("sqs", "Messages/*/Body", "aws sqs receive-message"),
            new("sns", "Records/*/Sns/Message", "Lambda: SNS"),
            new("sns", "Message", "SNS: notifications") { Requires = ["TopicArn"] },
            new("eventbridge", "detail", "EventBridge") { Requires = ["detail-type"] },
            new("cloudwatch", "@message", "CloudWatch Logs Insights") { Cluster = "@log", ClusterPart = ClusterNamePart.EksLogGroup },
            new("cloudwatch", "logEvents/*/message", "CloudWatch Logs subscriptions: Lambda, Kinesis, Firehose")
            {
                Cluster = "logGroup", ClusterPart = ClusterNamePart.EksLogGroup,
            },
            new("cloudwatch", "events/*/message", "aws logs get-log-events, filter-log-events"),
            new("cloudwatch", "results/*/*/value", "aws logs get-query-results") { Requires = ["statistics"], HasOtherValues = true },
            new("cloudtrail-lake", "eventJson", "CloudTrail Lake: query results"),
            new("cloudtrail-lake", "eventData", "CloudTrail Lake: events of an integration"),
            new("cloudtrail-lake", "eventData/additionalEventData", "CloudTrail Lake: events of an integration, additional data"),
            new("cloudtrail-lake", "auditEvents/*/eventData", "CloudTrail Lake: PutAuditEvents"),
            new("cloudtrail-lake", "QueryResultRows/*/*/eventJson", "CloudTrail Lake: get-query-results"),
            new("cloudtrail-lake", "QueryResultRows/*/*/eventData", "CloudTrail Lake: get-query-results"),
            new("splunk", "_raw", "Splunk: events of a search; Sumo Logic") { Cluster = "cluster_name" },
            new("splunk", "result/_raw", "Splunk: JSON export"),
            new("splunk", "event", "Splunk: HTTP Event Collector") { Cluster = "fields/cluster_name" },
            new("sumologic", "map/_raw", "Sumo Logic: search jobs"),
            new("", "results/*", "Splunk: output mode json"),
            new("", "hits/hits/*", "Elasticsearch and OpenSearch: search results"),
            new("", "responses/*", "Elasticsearch and OpenSearch: several searches"),
            new("", "docs/*", "Elasticsearch and OpenSearch: several documents"),
            new("", "rawResponse", "Kibana: inspected responses"),
            new("", "_source", "Elasticsearch and OpenSearch: documents"),
            new("elastic", "fields/message/*", "Elasticsearch and OpenSearch: fields of search results") { Requires = ["_index"] },
            new("elastic", "fields/event.original/*", "Elasticsearch and OpenSearch: fields of search results") { Requires = ["_index"] },
            new("elastic", "kubernetes/audit", "Elastic Agent: integration for Kubernetes") { Cluster = "orchestrator/cluster/name" },
            new("elastic", "kubernetes.audit", "Elastic Agent, flattened"),
            new("elastic", "event/original", "Filebeat, Elastic Agent: the original text") { Requires = ["@timestamp"] },
            new("elastic", "event.original", "Filebeat, Elastic Agent, flattened") { Requires = ["@timestamp"] },
            new("openshift", "structured", "OpenShift Logging: parsed JSON") { Cluster = "openshift/cluster_id" },
            new("openshift", "message", "OpenShift Logging: text") { Requires = ["openshift"], Cluster = "openshift/cluster_id" },
            new("opentelemetry", "resourceLogs/*/scopeLogs/*/logRecords/*/body", "OpenTelemetry Collector: OTLP JSON, text or map")
            {
                Conversion = PayloadConversion.AnyValue,
            },
            new("opentelemetry", "resourceLogs/*/scopeLogs/*/logRecords/*/attributes", "OpenTelemetry Collector: OTLP JSON, parsed to attributes")
            {
                Conversion = PayloadConversion.AnyValue,
            },
            new("opentelemetry", "resourceLogs/*/instrumentationLibraryLogs/*/logRecords/*/body", "OpenTelemetry Collector before 0.50: OTLP JSON")
            {
                Conversion = PayloadConversion.AnyValue,
            },
            new("opentelemetry", "body", "OpenTelemetry Collector: log records of OTLP JSON") { Conversion = PayloadConversion.AnyValue },
            new("opentelemetry", "body", "OpenTelemetry Collector: log records"),
            new("opentelemetry", "Body", "OpenTelemetry Collector: log data model"),
            new("loki", "line", "Grafana Loki: logcli -o jsonl, export of Grafana") { Cluster = "labels/cluster" },
            new("", "data/result/*", "Grafana Loki: query API") { Requires = ["status"] },
            new("", "streams/*", "Grafana Loki: push API, tail API"),
            new("loki", "values/*/#1", "Grafana Loki: streams of the API") { Requires = ["stream"], Cluster = "stream/cluster" },
            new("loki", "_entry", "Grafana Loki: lines that Promtail packed"),
            new("victorialogs", "_msg", "VictoriaLogs") { Requires = ["_time"] },
            new("datadog", "attributes/attributes", "Datadog: Logs API, parsed attributes"),
            new("datadog", "attributes/message", "Datadog: Logs API"),
            new("datadog", "attributes", "Datadog: archives, parsed attributes"),
            new("datadog", "content/attributes", "Datadog: Logs API, version 1, parsed attributes"),
            new("datadog", "content/message", "Datadog: Logs API, version 1"),
            new("", "logs/*", "Datadog: Logs API, version 1, pages; New Relic: Log API"),
            new("cloudevents", "data", "CloudEvents; Azure Event Grid; Oracle Cloud") { RequiresAny = ["specversion", "eventType", "oracle"] },
            new("cloudevents", "data/message", "Oracle Cloud: custom logs") { Requires = ["oracle"] },
            new("cloudevents", "data/logContent/data", "Oracle Cloud: search results"),
            new("cloudevents", "data_base64", "CloudEvents (base64)") { Requires = ["specversion"], Conversion = PayloadConversion.Base64 },
            new("pubsub", "data", "Google Pub/Sub: messages (base64)")
            {
                RequiresAny = ["messageId", "message_id", "publishTime", "publish_time"], Conversion = PayloadConversion.Base64,
            },
            new("pubsub", "data", "Google Pub/Sub: messages, decoded") { RequiresAny = ["attributes", "messageId", "message_id", "publish_time"] },
            new("pubsub", "message/data", "Google Pub/Sub: push, pull (base64)") { Conversion = PayloadConversion.Base64 },
            new("pubsub", "receivedMessages/*/message/data", "Google Pub/Sub: pull API (base64)") { Conversion = PayloadConversion.Base64 },
            new("", "data/*", "Datadog: Logs API, pages; ClickHouse: JSON"),
            new("kafka", "payload", "kcat -J") { Requires = ["topic"] },
            new("kafka", "value", "Kafka REST Proxy, kafka-ui") { RequiresAny = ["topic", "partition"] },
            new("kafka", "value", "Kafka REST Proxy (base64)") { RequiresAny = ["topic", "partition"], Conversion = PayloadConversion.Base64 },
            new("journald", "MESSAGE", "journalctl -o json, json-pretty (`--all`, or fields over 4 KB are null); Fluent Bit, systemd input; syslog-ng"),
            new("docker", "log", "Docker: log driver json-file")
            {
                Requires = ["stream", "time"], Conversion = PayloadConversion.SplitLine,
            },
            new("fluent", "log_processed", "Fluent Bit: key `log_processed`"),
            new("fluent", "log", "Fluent Bit and Fluentd: key `log`"),
            new("filebeat", "json", "Filebeat: decoded JSON") { Requires = ["@timestamp"] },
            new("filebeat", "message", "Filebeat") { Requires = ["@timestamp", "agent"] },
            new("logstash", "message", "Logstash") { Requires = ["@timestamp", "@version"] },
            new("stern", "message", "stern -o json") { Requires = ["podName", "containerName"] },
            new("vector", "message", "Vector") { Requires = ["source_type"] },
            new("cloudwatch", "message", "aws logs, single events") { Requires = ["ingestionTime"] },
            new("graylog", "message/message", "Graylog: search results") { Requires = ["index"] },
            new("message", "message", "other programs: key `message`, text or object") { IsCommon = true },
            new("", "messages/*", "Graylog: search results; Sumo Logic: search jobs"),
            new("gelf", "full_message", "GELF"),
            new("gelf", "short_message", "GELF"),
            new("syslog", "msg", "rsyslog: JSON templates") { RequiresAny = ["syslogtag", "rawmsg", "host", "hostname", "programname", "timereported"] },
            new("sls", "content", "Alibaba Cloud: Simple Log Service") { RequiresAny = ["__time__", "__topic__", "__source__"] },
            new("logdna", "_line", "LogDNA, IBM Cloud Logs"),
            new("coralogix", "text", "Coralogix") { RequiresAny = ["timestamp", "applicationName"] },
            new("textPayload", "textPayload", "Google Cloud Logging: text entries") { Cluster = "resource/labels/cluster_name" },
            new("jsonPayload", "jsonPayload", "Google Cloud Logging: JSON entries") { Cluster = "resource/labels/cluster_name" },
            new("", "jsonPayload/message", "Google Cloud Logging: text in JSON entries") { Cluster = "resource/labels/cluster_name" },
        }.Select(Compile),
    ];

    /// <summary>The largest number of keys that <see cref="Find"/> looks for.</summary>
    public static int KeyCount => MaxKeys;

    /// <summary>Finds the members of an object that the rows name.</summary>
    /// <param name="json">A text.</param>
    /// <param name="start">Offset of a valid object.</param>
    /// <param name="ranges">Receives the ranges of the members' values, by the number of the key.</param>
    /// <returns>The bits of the members that were found.</returns>
    public static UInt128 Find(ReadOnlySpan<byte> json, int start, Span<JsonRange> ranges)
    {
        var found = UInt128.Zero;
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        while (json[position] == '"')
        {
            var end = JsonScanner.SkipString(json, position);
            var key = KeyOf(json[(position + 1)..(end - 1)]);
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, end) + 1);
            end = JsonScanner.SkipValue(json, position);
            if (key >= 0)
            {
                found |= UInt128.One << key;
                ranges[key] = new JsonRange(position, end - position, -1);
            }

            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }

        return found;
    }

    /// <summary>The first row with a name whose members an object has, and one of which is the payload; null if there is none.</summary>
    /// <param name="json">A text that begins with a valid object.</param>
    public static JsonWrapper? Resembling(ReadOnlySpan<byte> json)
    {
        Span<JsonRange> members = stackalloc JsonRange[KeyCount];
        var found = Find(json, 0, members);
        return Array.Find(All, row => row.Name.Length > 0 && row.PayloadSteps.Length == 1 && row.HasKeys(found));
    }

    private static int KeyOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= _keysOfLength.Count)
        {
            return -1;
        }

        foreach (var key in _keysOfLength[name.Length])
        {
            if (name.SequenceEqual(_keys[key]))
            {
                return key;
            }
        }

        return -1;
    }

    private static JsonWrapper Compile(JsonWrapper row)
    {
        var payload = Add(row.Payload.Split('/')[0]);
        var columns = row.Columns.Length == 0 ? payload : Add(row.Columns);
        return row with
        {
            PayloadKey = payload,
            ColumnsKey = columns,
            RequiredKeys = Bits(row.Requires) | (UInt128.One << payload) | (UInt128.One << columns),
            AnyKeys = Bits(row.RequiresAny),
        };
    }

    private static UInt128 Bits(string[] names) => names.Aggregate(UInt128.Zero, (keys, name) => keys | (UInt128.One << Add(name)));

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

        while (_keysOfLength.Count <= bytes.Length)
        {
            _keysOfLength.Add([]);
        }

        _keysOfLength[bytes.Length].Add(_keys.Count);
        _keys.Add(bytes);
        return _keys.Count - 1;
    }
}
