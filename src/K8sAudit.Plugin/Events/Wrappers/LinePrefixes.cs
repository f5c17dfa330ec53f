namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// The table of the texts that other programs put before audit events on a line, the most specific first. A prefix consists of fields of fixed forms and
/// names of machines, pods, containers and log streams, never of free text: a message of a program that quotes JSON is not a prefix.
/// </summary>
internal static class LinePrefixes
{
    /// <summary>The rows.</summary>
    public static LinePrefix[] All { get; } =
    [
        new("syslog", "syslog, RFC 5424", "<134>1 2026-11-23T17:17:54Z cp1 kube-apiserver 1 - - {…}", Syslog5424),
        new("syslog", "syslog, RFC 3164 and files, also with `@cee:`; journalctl -o short", "Nov 23 17:17:54 cp1 kube-apiserver[1]: {…}", Syslog3164),
        new("syslog", "rsyslog with ISO time; journalctl -o short-iso", "2026-11-23T17:17:54+00:00 cp1 k3s[613]: {…}", SyslogIso),
        new("journald", "journalctl -o export", "MESSAGE={…}", JournalExport),
        new("cloudwatch", "aws logs filter-log-events and get-log-events --output text", "EVENTS↹1795454274468↹{…}↹1795454274468", AwsText),
        new("cloudwatch", "CloudWatch Logs: log stream, time and event", "kube-apiserver-audit-0123↹2026-11-23T17:17:54Z↹{…}", StreamAndTime),
        new("fluent", "Fluentd: output file", "2026-11-23T17:17:54+00:00↹kube.audit↹{…}", TimeAndTag),
        new("loki", "Grafana Loki: logcli", "2026-11-23T17:17:54Z {job=\"audit\"} {…}", Logcli),
        new(
            "timestamp",
            "CloudWatch Logs: export to S3, aws logs tail; kubectl logs --timestamps; docker logs -t",
            "2026-11-23T17:17:54.468Z {…}",
            TimeAndName),
        new("kubectl", "kubectl logs --prefix", "[pod/kube-apiserver-cp1/kube-apiserver] {…}", KubectlPrefix),
        new("compose", "docker compose logs", "kube-apiserver-1  | {…}", Compose),
        new("names", "stern; oc adm node-logs", "kube-apiserver-cp1 kube-apiserver {…}, master-0.example.com {…}", Names),
    ];

    // <134>1 TIME HOST APP PROCID MSGID - {
    private static bool Syslog5424(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipPriority() || !scanner.Skip("1 "u8) || !(scanner.SkipTime() || scanner.Skip("-"u8)) || !scanner.Skip(" "u8))
        {
            return LineScanner.Fail(out payload);
        }

        for (var word = 0; word < 4; word++)
        {
            if (!scanner.SkipWord() || !scanner.Skip(" "u8))
            {
                return LineScanner.Fail(out payload);
            }
        }

        if (!scanner.Skip("-"u8) && !scanner.SkipStructuredData())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        scanner.Skip("\uFEFF"u8);
        return scanner.TryEndAtObject(out payload);
    }

    // <134>Nov 23 17:17:54 HOST TAG[PID]: {
    private static bool Syslog3164(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        scanner.SkipPriority();
        return scanner.SkipSyslogTime() && scanner.Skip(" "u8) && scanner.SkipHostAndTag()
            ? scanner.TryEndAtObject(out payload)
            : LineScanner.Fail(out payload);
    }

    private static bool SyslogIso(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        scanner.SkipPriority();
        return scanner.SkipTime() && scanner.Skip(" "u8) && scanner.SkipHostAndTag() ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    private static bool JournalExport(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.Skip("MESSAGE="u8) ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    // EVENTS, the attributes in alphabetical order with tabs between them; the message is the last but one.
    private static bool AwsText(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.Skip("EVENTS\t"u8))
        {
            return LineScanner.Fail(out payload);
        }

        while (!scanner.IsAtObject)
        {
            if (!scanner.SkipWord() || !scanner.Skip("\t"u8))
            {
                return LineScanner.Fail(out payload);
            }
        }

        var end = line.LastIndexOf((byte)'\t');
        if (end <= scanner.Position || line[(end + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return scanner.TryEndAtObject(out payload);
        }

        payload = scanner.Position..end;
        return true;
    }

    private static bool StreamAndTime(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.SkipName() && scanner.Skip("\t"u8) && scanner.SkipTime() && scanner.Skip("\t"u8)
            ? scanner.TryEndAtObject(out payload)
            : LineScanner.Fail(out payload);
    }

    private static bool TimeAndTag(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.SkipTime() && scanner.Skip("\t"u8) && scanner.SkipWord() && scanner.Skip("\t"u8)
            ? scanner.TryEndAtObject(out payload)
            : LineScanner.Fail(out payload);
    }

    private static bool Logcli(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipTime())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        if (!scanner.SkipLabels())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        return scanner.TryEndAtObject(out payload);
    }

    private static bool TimeAndName(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipTime())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        if (!scanner.IsAtObject && scanner.SkipName())
        {
            scanner.SkipSpaces();
        }

        return scanner.TryEndAtObject(out payload);
    }

    private static bool KubectlPrefix(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.Skip("[pod/"u8) || !scanner.SkipName() || !scanner.Skip("] "u8))
        {
            return LineScanner.Fail(out payload);
        }

        if (scanner.SkipTime())
        {
            scanner.SkipSpaces();
        }

        return scanner.TryEndAtObject(out payload);
    }

    private static bool Compose(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipName())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        return scanner.Skip("| "u8) ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    // Up to three names, the first of which cannot be a word of a sentence.
    private static bool Names(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        for (var word = 0; word < 3 && !scanner.IsAtObject; word++)
        {
            if (!scanner.SkipName() || !scanner.Skip(" "u8))
            {
                return LineScanner.Fail(out payload);
            }
        }

        return scanner.TryEndAtObject(out payload);
    }
}
