using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace FalcoRules.Fuzz;

/// <summary>An event source with a field of each type, single and list, with and without argument.</summary>
internal static class FuzzSource
{
    public static EventSource Source { get; } = new("fuzz",
    [
        .. Enum.GetValues<FieldType>().SelectMany(type => new[]
        {
            Field($"t.{Name(type)}", type),
            Field($"t.{Name(type)}s", type) with { IsList = true },
        }),
        Field("t.key", FieldType.String) with { Argument = FieldArgumentKind.Key | FieldArgumentKind.Required },
        Field("t.index", FieldType.UInt64) with { Argument = FieldArgumentKind.Index | FieldArgumentKind.Key },
        Field("t.shown", FieldType.String) with { AddOutput = true, JsonField = "t.time" },
    ]);

    private static FieldDefinition Field(string name, FieldType type) => new(name, type, "", "fuzz");

    private static string Name(FieldType type) => type switch
    {
        FieldType.UInt64 => "num",
        FieldType.String => "text",
        FieldType.RelTime => "rel",
        FieldType.AbsTime => "time",
        FieldType.Bool => "flag",
        FieldType.IPAddress => "ip",
        FieldType.IPNetwork => "net",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "give it a name"),
    };
}
