using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace JsonFields.Plugin;

/// <summary>The plugin's fields. Those of <c>jevt</c> are the same under the names that old rules use.</summary>
public static class JsonFieldTable
{
    private static readonly Field<JsonEvent>[] _rows = [.. Group("json", ""), .. Group("jevt", " (the older name of the json field)")];

    /// <summary>The table.</summary>
    public static ReadOnlySpan<Field<JsonEvent>> All => _rows;

    private static Field<JsonEvent>[] Group(string prefix, string note) =>
    [
        new(
            $"{prefix}.value",
            $"The value at a JSON pointer (RFC 6901), as in {prefix}.value[/user/groups/0]{note}",
            FieldType.String,
            Value) { Argument = FieldArgumentKind.Key | FieldArgumentKind.Required },
        new(
            $"{prefix}.obj",
            $"The whole document, indented{note}",
            FieldType.String,
            (JsonEvent source, in FieldArgument _, FieldValues values) => source.AddDocument(values)),
        new(
            $"{prefix}.rawtime",
            $"The event's time in nanoseconds since the Unix epoch{note}",
            FieldType.String,
            (JsonEvent source, in FieldArgument _, FieldValues values) => source.AddTime(values)),
    ];

    private static void Value(JsonEvent source, in FieldArgument argument, FieldValues values)
    {
        if (argument.IsPresent)
        {
            source.AddValue(argument.Key, values);
        }
    }
}
