using System.Text.RegularExpressions;
using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Tests.Lints;

/// <summary>The fields of the plugins, read from docs/reference/fields.md, which is written from their tables.</summary>
internal static partial class DocumentedFields
{
    private static readonly (string Name, FieldType Type)[] _types =
    [
        ("string", FieldType.String), ("uint64", FieldType.UInt64), ("reltime", FieldType.RelTime), ("ipaddr", FieldType.IPAddress),
        ("ipnet", FieldType.IPNetwork),
    ];

    /// <summary>The event source with all fields.</summary>
    public static EventSource Source { get; } = new("k8s_audit", Read());

    private static IEnumerable<FieldDefinition> Read() =>
    [
        .. Row().Matches(File.ReadAllText(RepositoryFiles.PathOf("docs", "reference", "fields.md"))).Select(Definition),
        new FieldDefinition("evt.num", FieldType.UInt64, "", "falco"),
    ];

    private static FieldDefinition Definition(Match row)
    {
        var argument = row.Groups["argument"].Value;
        return new FieldDefinition(row.Groups["name"].Value, _types.Single(type => type.Name == row.Groups["type"].Value).Type, "", "test")
        {
            IsList = row.Groups["list"].Success,
            Argument = (argument.Contains("index", StringComparison.Ordinal) ? FieldArgumentKind.Index : FieldArgumentKind.None)
                | (argument.Contains("key", StringComparison.Ordinal) ? FieldArgumentKind.Key : FieldArgumentKind.None)
                | (argument.Contains("required", StringComparison.Ordinal) ? FieldArgumentKind.Required : FieldArgumentKind.None),
        };
    }

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \| (?<type>\w+)(?<list> \(list\))? \| (?<argument>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
