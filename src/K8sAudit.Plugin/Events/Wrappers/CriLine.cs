namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// A line of a container's log as the container runtime writes it: <c>2026-11-23T17:17:54.468928000Z stdout F text</c>. A line of the container over 16 KiB is
/// written in parts, all but the last of which have the tag P.
/// </summary>
internal static class CriLine
{
    /// <summary>The wrapper's name.</summary>
    public const string Name = "cri";

    /// <summary>The name in UTF-8.</summary>
    public static readonly byte[] NameBytes = "cri"u8.ToArray();

    /// <summary>Recognizes a line.</summary>
    /// <param name="line">A line.</param>
    /// <param name="isError">Whether the container wrote it to standard error.</param>
    /// <param name="isPart">Whether the next line of the same stream continues it.</param>
    /// <param name="text">Offset of what the container wrote.</param>
    public static bool TryMatch(ReadOnlySpan<byte> line, out bool isError, out bool isPart, out int text)
    {
        var scanner = new LineScanner(line);
        var isCri = scanner.SkipTime() && scanner.Skip(" std"u8);
        isError = isCri && scanner.Skip("err "u8);
        isCri = isCri && (isError || scanner.Skip("out "u8));
        isPart = isCri && scanner.Skip("P"u8);
        isCri = isCri && (isPart || scanner.Skip("F"u8));
        while (isCri && scanner.Position < line.Length && line[scanner.Position] == ':')
        {
            // Further tags.
            isCri = scanner.SkipWord();
        }

        text = isCri && scanner.Skip(" "u8) ? scanner.Position : 0;
        return text > 0;
    }
}
