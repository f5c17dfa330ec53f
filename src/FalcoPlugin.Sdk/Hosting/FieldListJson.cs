using System.Text.Json;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>A field table as the JSON of <c>plugin_get_fields</c>.</summary>
internal static class FieldListJson
{
    /// <summary>The table's rows in order.</summary>
    public static ReadOnlySpan<byte> ToJson<TEvent>(Field<TEvent>[] fields) => JsonArray.Of(fields, Write);

    private static void Write<TEvent>(Utf8JsonWriter json, Field<TEvent> field)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("type"u8, TypeName(field.Type));
        WriteFlag(json, "isList"u8, field.IsList);
        if (field.Argument != FieldArgumentKind.None)
        {
            json.WriteStartObject("arg"u8);
            WriteFlag(json, "isRequired"u8, field.Argument.HasFlag(FieldArgumentKind.Required));
            WriteFlag(json, "isIndex"u8, field.Argument.HasFlag(FieldArgumentKind.Index));
            WriteFlag(json, "isKey"u8, field.Argument.HasFlag(FieldArgumentKind.Key));
            json.WriteEndObject();
        }

        if (field.Display.Length > 0)
        {
            json.WriteString("display"u8, field.Display);
        }

        json.WriteString("desc"u8, field.Description);
        WriteFlag(json, "addOutput"u8, field.AddOutput);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static string TypeName(FieldType type) => type switch
    {
        FieldType.UInt64 => "uint64",
        FieldType.String => "string",
        FieldType.RelTime => "reltime",
        FieldType.AbsTime => "abstime",
        FieldType.Bool => "bool",
        FieldType.IPAddress => "ipaddr",
        FieldType.IPNetwork => "ipnet",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "a field has one of the types of the plugin API"),
    };
}
