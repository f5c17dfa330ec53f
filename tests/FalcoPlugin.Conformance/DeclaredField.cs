using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>A field as <c>plugin_get_fields</c> declares it.</summary>
internal sealed record DeclaredField(uint Id, string Name, FieldType Type, bool IsList, bool TakesIndex, bool TakesKey, bool NeedsArgument, string Description)
{
    public static DeclaredField Read(uint id, JsonElement row)
    {
        var argument = row.TryGetProperty("arg", out var declared) ? declared : default;
        return new DeclaredField(
            id,
            row.GetProperty("name").GetString()!,
            FieldTypeTable.Find(row.GetProperty("type").GetString()!)!.Type,
            Flag(row, "isList"),
            Flag(argument, "isIndex"),
            Flag(argument, "isKey"),
            Flag(argument, "isRequired"),
            row.GetProperty("desc").GetString()!);
    }

    private static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.GetBoolean();
}
