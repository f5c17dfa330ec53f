using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>A field as <c>plugin_get_fields</c> declares it.</summary>
/// <param name="Id">Its position in the table, from 0.</param>
/// <param name="Name">Name in rules, as <c>counter.value</c>.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="IsList">Whether it has any number of values.</param>
/// <param name="TakesIndex">Whether an argument is a number, as <c>field[0]</c>.</param>
/// <param name="TakesKey">Whether an argument is a string, as <c>field[name]</c>.</param>
/// <param name="NeedsArgument">Whether it cannot be used without an argument.</param>
/// <param name="Description">Description for users.</param>
public sealed record DeclaredField(uint Id, string Name, FieldType Type, bool IsList, bool TakesIndex, bool TakesKey, bool NeedsArgument, string Description)
{
    internal static DeclaredField Read(uint id, JsonElement row)
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
