namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Rows of comma-separated values, one of whose columns holds events.</summary>
internal static class CsvRow
{
    /// <summary>The wrapper's name in UTF-8.</summary>
    public static readonly byte[] NameBytes = "csv"u8.ToArray();

    private static readonly byte[][] _columns =
    [
        .. new[] { "@message", "message", "log_s", "_raw", "line", "log", "textPayload", "MESSAGE", "eventJson" }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>The number of the column that holds events, if the line is a header that names one; negative if it is not.</summary>
    public static int ColumnOfHeader(ReadOnlySpan<byte> line)
    {
        if (!line.Contains((byte)','))
        {
            return -1;
        }

        for (var column = 0; TryTake(ref line, out var value); column++)
        {
            value = Unquoted(value);
            foreach (var name in _columns)
            {
                if (value.SequenceEqual(name))
                {
                    return column;
                }
            }
        }

        return -1;
    }

    /// <summary>The quoted value of a column, without its outer quotes.</summary>
    public static bool TryGet(ReadOnlySpan<byte> row, int column, out ReadOnlySpan<byte> quoted)
    {
        quoted = default;
        for (var i = 0; i <= column; i++)
        {
            if (!TryTake(ref row, out quoted))
            {
                return false;
            }
        }

        var isQuoted = quoted.Length >= 2 && quoted[0] == '"' && quoted[^1] == '"';
        quoted = isQuoted ? quoted[1..^1] : default;
        return isQuoted;
    }

    /// <summary>Replaces each doubled quote by one.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Unquote(ReadOnlySpan<byte> quoted, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var quote = quoted.IndexOf("\"\""u8);
            if (quote < 0)
            {
                quoted.CopyTo(target[written..]);
                return written + quoted.Length;
            }

            quoted[..(quote + 1)].CopyTo(target[written..]);
            written += quote + 1;
            quoted = quoted[(quote + 2)..];
        }
    }

    // A value ends at a comma outside of quotes; a doubled quote inside of them leaves and enters them again.
    private static bool TryTake(scoped ref ReadOnlySpan<byte> row, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (row.IsEmpty)
        {
            return false;
        }

        var (end, isQuoted) = (0, false);
        while (end < row.Length && (isQuoted || row[end] != ','))
        {
            isQuoted ^= row[end] == '"';
            end++;
        }

        value = row[..end];
        row = end < row.Length ? row[(end + 1)..] : default;
        return !isQuoted;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value) => value is [(byte)'"', .., (byte)'"'] ? value[1..^1] : value;
}
