using System.Text.Json;
using FalcoPlugin.Abi;

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
        json.WriteString("type"u8, FieldTypeTable.Get(field.Type).Name);
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
}
