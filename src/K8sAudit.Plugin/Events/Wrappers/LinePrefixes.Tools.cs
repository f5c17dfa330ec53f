namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Clouds, collectors and command-line tools.</summary>
internal static partial class LinePrefixes
{
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

    // 2026-11-23 17:17:54.468928000 +0000 TAG: {
    private static bool TimeAndTagColon(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        return scanner.SkipTime() && scanner.Skip(" "u8) && scanner.SkipOffset() && scanner.Skip(" "u8) && scanner.SkipTag()
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

        scanner.SkipBlanks();
        if (!scanner.IsAtObject && (scanner.SkipName() || scanner.SkipHostField()))
        {
            scanner.SkipBlanks();
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

    // [NAME] {, [NAME CONTAINER] {
    private static bool Kubetail(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.Skip("["u8) || !scanner.SkipName())
        {
            return LineScanner.Fail(out payload);
        }

        if (scanner.Skip(" "u8) && !scanner.SkipLabel())
        {
            return LineScanner.Fail(out payload);
        }

        return scanner.Skip("] "u8) ? scanner.TryEndAtObject(out payload) : LineScanner.Fail(out payload);
    }

    private static bool Compose(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipName() && !scanner.SkipLabel())
        {
            return LineScanner.Fail(out payload);
        }

        scanner.SkipSpaces();
        if (!scanner.Skip("| "u8))
        {
            return LineScanner.Fail(out payload);
        }

        if (scanner.SkipTime())
        {
            scanner.SkipSpaces();
        }

        return scanner.TryEndAtObject(out payload);
    }

    // Up to three names, none of which can be a word of a sentence; or a pod and a container, of which the second may have any name.
    private static bool Names(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        for (var word = 0; word < 3 && !scanner.IsAtObject; word++)
        {
            if (word > 0 && scanner.SkipTime() && scanner.Skip(" "u8))
            {
                break;
            }

            if (!(scanner.SkipName() || (word == 1 && LineScanner.IsPodName(line[..(scanner.Position - 1)]) && scanner.SkipLabel())) || !scanner.Skip(" "u8))
            {
                return LineScanner.Fail(out payload);
            }
        }

        return scanner.TryEndAtObject(out payload);
    }

    // FILE:{, FILE:12:{, 12:{
    private static bool Grep(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipDigits(":"u8))
        {
            if (!scanner.SkipPath() || !scanner.Skip(":"u8))
            {
                return LineScanner.Fail(out payload);
            }

            scanner.SkipDigits(":"u8);
        }

        return scanner.TryEndAtObject(out payload);
    }

    // ID, the time generated and received, six further columns, and the message.
    private static bool Papertrail(ReadOnlySpan<byte> line, out Range payload)
    {
        var scanner = new LineScanner(line);
        if (!scanner.SkipDigits("\t"u8) || !scanner.SkipTime() || !scanner.Skip("\t"u8) || !scanner.SkipTime() || !scanner.Skip("\t"u8))
        {
            return LineScanner.Fail(out payload);
        }

        for (var column = 0; column < 7 && !scanner.IsAtObject; column++)
        {
            scanner.SkipColumn();
        }

        return scanner.TryEndAtObject(out payload);
    }
}
