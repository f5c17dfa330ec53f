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
        Row("level", isJson: false, "Level"),
        Row("auditID", isJson: false, "AuditId", "AuditID"),
        Row("stage", isJson: false, "Stage"),
        Row("requestURI", isJson: false, "RequestUri", "RequestURI"),
        Row("verb", isJson: false, "Verb"),
        Row("user", isJson: true, "User"),
        Row("impersonatedUser", isJson: true, "ImpersonatedUser"),
        Row("sourceIPs", isJson: true, "SourceIps", "SourceIPs"),
        Row("userAgent", isJson: false, "UserAgent"),
        Row("objectRef", isJson: true, "ObjectRef"),
        Row("responseStatus", isJson: true, "ResponseStatus"),
        Row("requestObject", isJson: true, "RequestObject"),
        Row("responseObject", isJson: true, "ResponseObject"),
        Row("requestReceivedTimestamp", isJson: false, "RequestReceivedTime", "RequestReceivedTimestamp"),
        Row("stageTimestamp", isJson: false, "StageReceivedTime", "StageTimestamp"),
        Row("annotations", isJson: true, "Annotations"),
    ];

    private const int MaxAddition = 1024;

    /// <summary>An upper bound of the length of the event.</summary>
    public static int MaxLength(int length) => checked(length * 3 + MaxAddition);

    /// <summary>Converts an object.</summary>
    /// <returns>The length of the event.</returns>
    public static int Convert(ReadOnlySpan<byte> json, JsonRange range, Span<byte> target)
    {
        var source = new JsonLookup(json, range);
        var writer = new EventWriter(target);
        writer.Begin();
        byte[] scratch = [];
        foreach (var (member, columns, isJson) in _table)
        {
            var value = source.Value(columns[0]);
            value = value.IsEmpty && columns.Length > 1 ? source.Value(columns[1]) : value;
            writer.Value(member, isJson && value.Length > 2 && value[0] == '"' ? Unwrapped(value, ref scratch) : value);
        }

        return writer.End();
    }

    // A string that does not hold JSON stays a string.
    private static ReadOnlySpan<byte> Unwrapped(ReadOnlySpan<byte> quoted, ref byte[] scratch)
    {
        var text = JsonText.Read(quoted, ref scratch);
        var end = JsonScanner.SkipValue(text, 0);
        return end == text.Length ? text : quoted;
    }

    private static (byte[] Member, byte[][] Columns, bool IsJson) Row(string member, bool isJson, params string[] columns) =>
        (Encoding.UTF8.GetBytes(member), [.. columns.Select(Encoding.UTF8.GetBytes)], isJson);
}
