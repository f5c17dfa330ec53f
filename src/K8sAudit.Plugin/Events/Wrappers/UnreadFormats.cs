namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The table of what is often taken for audit events and is not read, the most specific first. The report about an input and docs/inputs.md derive from it.
/// </summary>
internal static class UnreadFormats
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<UnreadFormat> All { get; } =
    [
        new("the text format of Kubernetes before 1.12 (`AUDIT: id=…`)", "It has no objects. Use `--audit-log-format=json`.")
        {
            IsLine = line => line.IndexOf("AUDIT: id="u8) >= 0,
        },
        new("lines of a component's log", "The audit log is a log of its own: `--audit-log-path` of the API server names it.") { IsLine = IsKlog },
        new("output of Fluent Bit's `stdout` without a format, or of Logstash's codec `rubydebug`", "Use `format json_lines`; use the codec `json_lines`.")
        {
            IsLine = line => line.IndexOf("\" => "u8) >= 0 || line.IndexOf("\"=>"u8) >= 0,
        },
        new("strings of JSON on lines, as `jq` prints them", "`jq -r` prints their content.") { IsLine = line => line.StartsWith("\"{\\\""u8) },
        new("logfmt (`msg=\"{…}\"`)", "Export the message alone.") { IsLine = line => line.IndexOf("=\"{"u8) >= 0 },
        new("comma-separated values with line ends in quotes", "Export without indentation."),
        new("Events of the Kubernetes API (`kubectl get events`)", "They are not audit events. Enable audit logging in the API server.")
        {
            Keys = [["involvedObject"], ["kind", "regarding"], ["kind", "reason", "metadata"]],
        },
        new("objects of the Kubernetes API", "They are not audit events. Enable audit logging in the API server.")
        {
            Keys = [["apiVersion", "kind", "metadata"], ["apiVersion", "kind", "items"], ["apiVersion", "kind", "rules"], ["apiVersion", "clusters"]],
        },
        new("alerts of Falco or k8saudit", "They are made of audit events. Give the events themselves.") { Keys = [["output", "priority", "rule"]] },
        new("journald entries whose `MESSAGE` is `null`", "Export with `journalctl --all`.") { Keys = [[NullOf("MESSAGE")]] },
        new("results of CloudWatch Logs Insights without audit events", "Ask for the messages of the audit log streams: `fields @timestamp, @message`.")
        {
            Keys = [["@ptr"], ["@timestamp", "@logStream"]],
        },
        new("CloudTrail events of AWS", "They are calls of the AWS API. Enable the log type `audit` of the EKS cluster, and export its log group.")
        {
            Keys = [["eventVersion", "eventSource", "eventName"], ["Records"]],
        },
        new("lines of base64", "Decode them first: `base64 -d`, then `gunzip`.") { IsLine = line => line.StartsWith("H4sI"u8) },
        new("log entries of Google Cloud that are not Kubernetes audit logs", "Filter them: `protoPayload.serviceName=\"k8s.io\"`.")
        {
            Keys = [["logName", "insertId"], ["insertId", "protoPayload"], ["logName", "resource", "timestamp"]],
        },
        new("diagnostic logs of Azure that are not Kubernetes audit logs", "Enable the categories `kube-audit` or `kube-audit-admin`, and export them.")
        {
            Keys = [["category", "operationName"], ["Category", "OperationName"], ["category", "properties"]],
        },
        new("documents of Elasticsearch without `_source`", "Export them with `_source`.") { Keys = [["_index", "_id"]] },
        new("records of another log stream of CloudWatch Logs", "Export the log streams `kube-apiserver-audit-*` of the log group `/aws/eks/CLUSTER/cluster`.")
        {
            Keys = [["timestamp", "message"], ["events"], ["logEvents"]],
        },
        new("msgpack of Fluent Bit and Fluentd, Avro of Event Hubs Capture, other binary data", "Export JSON.") { IsLine = IsBinary },
    ];

    /// <summary>What stands among the keys of an object for a key whose value is <c>null</c>, besides the key.</summary>
    public static string NullOf(string key) => $"{key}=null";

    /// <summary>The format of an object; null if it is none of them.</summary>
    public static UnreadFormat? OfObject(IReadOnlyCollection<string> keys) => All.FirstOrDefault(row => row.HasKeys(keys));

    /// <summary>The format of a line; null if it is none of them.</summary>
    public static UnreadFormat? OfLine(ReadOnlySpan<byte> line)
    {
        foreach (var row in All)
        {
            if (row.IsLine is { } isLine && isLine(line))
            {
                return row;
            }
        }

        return null;
    }

    // I1123 17:17:54.468928       1 controller.go:611] …
    private static bool IsKlog(ReadOnlySpan<byte> line) =>
        line.Length > 8
        && line[0] is (byte)'I' or (byte)'W' or (byte)'E' or (byte)'F'
        && line[1..5].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        && line[5] == ' ';

    private static bool IsBinary(ReadOnlySpan<byte> line) => line.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || line.IndexOfAnyInRange((byte)14, (byte)26) >= 0;
}
