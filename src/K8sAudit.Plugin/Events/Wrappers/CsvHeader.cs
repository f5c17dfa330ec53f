using System.Text;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>The header of values that are separated by commas, semicolons or tabs, one of whose columns holds events.</summary>
/// <param name="Separator">The separator.</param>
/// <param name="Column">The number of the column.</param>
internal sealed record CsvHeader(byte Separator, int Column)
{
    /// <summary>The wrapper's name in UTF-8.</summary>
    public static readonly byte[] NameBytes = "csv"u8.ToArray();

    private const byte Tab = (byte)'\t';

    // In lower case; a header may have any. Of several the first one counts.
    private static readonly byte[][] _names =
    [
        .. new[]
        {
            "@message", "message", "log_s", "_raw", "_source", "line", "log", "textpayload", "eventjson", "_msg", "msg", "content", "body", "payload", "event",
            "value",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The names of the columns that are read, for the documentation.</summary>
    public static IEnumerable<string> Names => _names.Select(Encoding.UTF8.GetString);

    /// <summary>The header in a line; null if it names no such column.</summary>
    public static CsvHeader? TryRead(ReadOnlySpan<byte> line)
    {
        line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        var separator = line.Contains((byte)',') ? (byte)',' : line.Contains((byte)';') ? (byte)';' : Tab;
        var (best, bestColumn) = (int.MaxValue, -1);
        for (var column = 0; TryTake(ref line, separator, out var value); column++)
        {
            var rank = RankOf(Unquoted(value));
            (best, bestColumn) = rank < best ? (rank, column) : (best, bestColumn);
        }

        return bestColumn < 0 ? null : new CsvHeader(separator, bestColumn);
    }

    /// <summary>The value of the column in a row, which must be in quotes unless tabs separate the values.</summary>
    /// <param name="row">A line.</param>
    /// <param name="value">The value, without its outer quotes.</param>
    /// <param name="isQuoted">Whether it had quotes.</param>
    public bool TryGet(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> value, out bool isQuoted)
    {
        value = default;
        isQuoted = false;
        for (var i = 0; i <= Column; i++)
        {
            if (!TryTake(ref row, Separator, out value))
            {
                return false;
            }
        }

        isQuoted = value is [(byte)'"', .., (byte)'"'];
        value = Unquoted(value);
        return isQuoted || (Separator == Tab && value is [(byte)'{', ..]);
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

    // A value ends at a separator outside of quotes; a doubled quote inside of them leaves and enters them again. Between tabs quotes mean nothing.
    private static bool TryTake(scoped ref ReadOnlySpan<byte> row, byte separator, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (row.IsEmpty)
        {
            return false;
        }

        var (end, isQuoted) = (0, false);
        while (end < row.Length && (isQuoted || row[end] != separator))
        {
            isQuoted ^= row[end] == '"' && (separator != Tab || row[0] == '"');
            end++;
        }

        value = row[..end];
        row = end < row.Length ? row[(end + 1)..] : default;
        return !isQuoted;
    }

    private static int RankOf(ReadOnlySpan<byte> name)
    {
        for (var rank = 0; rank < _names.Length; rank++)
        {
            if (Ascii.EqualsIgnoreCase(name, _names[rank]))
            {
                return rank;
            }
        }

        return int.MaxValue;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value) => value is [(byte)'"', .., (byte)'"'] ? value[1..^1] : value;
}
