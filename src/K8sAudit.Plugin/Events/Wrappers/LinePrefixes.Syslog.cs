namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Syslog and the journal of systemd.</summary>
internal static partial class LinePrefixes
{
    // <134>1 TIME HOST APP PROCID MSGID - {
    private static bool Syslog5424(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        scanner.SkipPriority();
        if (!scanner.Skip("1 "u8) || !(scanner.SkipTime() || scanner.Skip("-"u8)) || !scanner.Skip(" "u8))
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
        return scanner.SkipSyslogTime() && scanner.Skip(" "u8) && scanner.SkipHostAndTag(isTagRequired: false)
            ? scanner.TryEndAtObject(out payload)
            : LineScanner.Fail(out payload);
    }

    private static bool SyslogIso(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        scanner.SkipPriority();
        return scanner.SkipTime() && scanner.Skip(" "u8) && scanner.SkipHostAndTag() ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    // Mon 2026-11-23 17:17:54 UTC HOST TAG[PID]: {
    private static bool SyslogFull(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.SkipDayOfWeek() && scanner.SkipTime() && scanner.Skip(" "u8) && scanner.SkipWord() && scanner.Skip(" "u8) && scanner.SkipHostAndTag()
            ? scanner.TryEndAtObject(out payload)
            : LineScanner.Fail(out payload);
    }

    private static bool SyslogUnix(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.SkipSeconds() && scanner.Skip(" "u8) && scanner.SkipHostAndTag() ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    private static bool SyslogMonotonic(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.Skip("["u8))
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        return scanner.SkipSeconds() && scanner.Skip("] "u8) && scanner.SkipHostAndTag() ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    private static bool JournalEvents(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.Skip("data: "u8) ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    private static bool JournalExport(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        scanner.SkipSpaces();
        return scanner.Skip("MESSAGE="u8) ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }
}
