using System.Text;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// Converts an object that has the members of an audit event under names of table columns, as the tables AKSAudit and AKSAuditAdmin of Azure Monitor have them
/// (learn.microsoft.com/azure/azure-monitor/reference/tables/aksaudit), to an audit event. A value that is JSON in a string is taken out of the string.
/// </summary>
internal static class ColumnEvent
{
    private static readonly (byte[] Member, byte[][] Columns, bool IsJson)[] _table =
    [
        Row("level", isJson: false),
        Row("auditID", isJson: false),
        Row("stage", isJson: false),
        Row("requestURI", isJson: false),
        Row("verb", isJson: false),
        Row("user", isJson: true),
        Row("impersonatedUser", isJson: true),
        Row("sourceIPs", isJson: true),
        Row("userAgent", isJson: false),
        Row("objectRef", isJson: true),
        Row("responseStatus", isJson: true),
        Row("requestObject", isJson: true),
        Row("responseObject", isJson: true),
        Row("requestReceivedTimestamp", isJson: false, "RequestReceivedTime"),
        Row("stageTimestamp", isJson: false, "StageReceivedTime"),
        Row("annotations", isJson: true),
    ];

    private const int MaxAddition = 1024;

    /// <summary>An upper bound of the length of the event.</summary>
    public static int MaxLength(int length) => checked(length * 3 + MaxAddition);

    /// <summary>Converts an object.</summary>
    /// <returns>The length of the event.</returns>
    public static int Convert(ReadOnlySpan<byte> json, JsonRange range, Span<byte> target)
    {
        var writer = new EventWriter(target);
        writer.Begin();
        byte[] scratch = [];
        foreach (var (member, columns, isJson) in _table)
        {
            var value = ValueOf(json, range, columns);
            writer.Value(member, isJson && value.Length > 2 && value[0] == '"' ? Unwrapped(value, ref scratch) : value);
        }

        return writer.End();
    }

    // Names count without case and underscores. A value that is null is missing.
    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> json, JsonRange range, byte[][] columns)
    {
        ReadOnlySpan<byte> found = default;
        var position = JsonScanner.SkipWhiteSpace(json, range.Start + 1);
        while (json[position] != '}')
        {
            var end = JsonScanner.SkipString(json, position);
            var isColumn = IsAny(json[(position + 1)..(end - 1)], columns);
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, end) + 1);
            end = JsonScanner.SkipValue(json, position);
            found = isColumn && json[position] != 'n' ? json[position..end] : found;
            position = JsonScanner.SkipWhiteSpace(json, end);
            position = json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : position;
        }

        return found;
    }

    private static bool IsAny(ReadOnlySpan<byte> name, byte[][] columns)
    {
        foreach (var column in columns)
        {
            if (IsSame(name, column))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> column)
    {
        foreach (var letter in name)
        {
            if (letter == '_')
            {
                continue;
            }

            if (column.IsEmpty || (letter | 0x20) != (column[0] | 0x20))
            {
                return false;
            }

            column = column[1..];
        }

        return column.IsEmpty;
    }

    // A string that does not hold JSON stays a string.
    private static ReadOnlySpan<byte> Unwrapped(ReadOnlySpan<byte> quoted, ref byte[] scratch)
    {
        var text = JsonText.Read(quoted, ref scratch);
        var end = JsonScanner.SkipValue(text, 0);
        return end == text.Length ? text : quoted;
    }

    private static (byte[] Member, byte[][] Columns, bool IsJson) Row(string member, bool isJson, params string[] columns) =>
        (Encoding.UTF8.GetBytes(member), [.. columns.Prepend(member).Select(Encoding.UTF8.GetBytes)], isJson);
}
