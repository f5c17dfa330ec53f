namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The table of the texts that other programs put before audit events on a line, the most specific first. A prefix consists of fields of fixed forms and
/// names of machines, pods, containers and log streams, never of free text: a message of a program that quotes JSON is not a prefix.
/// </summary>
internal static partial class LinePrefixes
{
    /// <summary>The rows.</summary>
    public static LinePrefix[] All { get; } =
    [
        new("syslog", "syslog, RFC 5424", "<134>1 2026-11-23T17:17:54Z cp1 kube-apiserver 1 - - {…}", Syslog5424),
        new(
            "syslog",
            "syslog, RFC 3164 and files, also with `@cee:`; journalctl -o short, short-precise",
            "Nov 23 17:17:54 cp1 kube-apiserver[1]: {…}",
            Syslog3164),
        new("fluent", "Fluentd: output stdout", "2026-11-23 17:17:54.468928000 +0000 kube.audit: {…}", TimeAndTagColon),
        new("syslog", "rsyslog with ISO time; journalctl -o short-iso", "2026-11-23T17:17:54+00:00 cp1 k3s[613]: {…}", SyslogIso),
        new("syslog", "journalctl -o short-full, with-unit", "Mon 2026-11-23 17:17:54 UTC cp1 k3s[613]: {…}", SyslogFull),
        new("syslog", "journalctl -o short-unix", "1795454274.468928 cp1 k3s[613]: {…}", SyslogUnix),
        new("syslog", "journalctl -o short-monotonic", "[   12.345678] cp1 k3s[613]: {…}", SyslogMonotonic),
        new("journald", "journalctl -o export, verbose", "MESSAGE={…}", JournalExport),
        new("journald", "systemd-journal-gatewayd: server-sent events", "data: {…}", JournalEvents),
        new("cloudwatch", "aws logs filter-log-events and get-log-events --output text", "EVENTS↹1795454274468↹{…}↹1795454274468", AwsText),
        new("cloudwatch", "CloudWatch Logs: log stream, time and event", "kube-apiserver-audit-0123↹2026-11-23T17:17:54Z↹{…}", StreamAndTime),
        new("fluent", "Fluentd: output file", "2026-11-23T17:17:54+00:00↹kube.audit↹{…}", TimeAndTag),
        new("loki", "Grafana Loki: logcli", "2026-11-23T17:17:54Z {job=\"audit\"} {…}", Logcli),
        new(
            "timestamp",
            "CloudWatch Logs: export to S3, aws logs tail (also --format json); kubectl logs --timestamps; docker logs -t; Grafana; Logstash codec line",
            "2026-11-23T17:17:54.468Z {…}",
            TimeAndName),
        new("kubectl", "kubectl logs --prefix", "[pod/kube-apiserver-cp1/kube-apiserver] {…}", KubectlPrefix),
        new("kubetail", "kubetail", "[kube-apiserver-cp1 kube-apiserver] {…}", Kubetail),
        new("compose", "docker compose logs, also --timestamps", "kube-apiserver-1  | {…}", Compose),
        new("names", "stern, also --timestamps; oc adm node-logs", "kube-apiserver-cp1 kube-apiserver {…}, master-0.example.com {…}", Names),
        new("grep", "grep, zgrep: name of the file, number of the line", "/var/log/kubernetes/audit.log:12:{…}", Grep),
        new("papertrail", "Papertrail: archives", "7711561783320576↹2026-11-23T17:17:54↹2026-11-23T17:17:54Z↹…↹{…}", Papertrail),
    ];
}
