using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>A field as <c>plugin_get_fields</c> declares it.</summary>
internal sealed record DeclaredField(uint Id, string Name, FieldTypeCode Type, bool IsList, bool TakesIndex, bool TakesKey, bool NeedsArgument, string Description)
{
    public static DeclaredField Read(uint id, JsonElement row)
    {
        var argument = row.TryGetProperty("arg", out var declared) ? declared : default;
        return new DeclaredField(
            id,
            row.GetProperty("name").GetString()!,
            TypeOf(row.GetProperty("type").GetString()!),
            Flag(row, "isList"),
            Flag(argument, "isIndex"),
            Flag(argument, "isKey"),
            Flag(argument, "isRequired"),
            row.GetProperty("desc").GetString()!);
    }

    private static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.GetBoolean();

    private static FieldTypeCode TypeOf(string name) => name switch
    {
        "uint64" => FieldTypeCode.UInt64,
        "string" => FieldTypeCode.String,
        "reltime" => FieldTypeCode.RelTime,
        "abstime" => FieldTypeCode.AbsTime,
        "bool" => FieldTypeCode.Bool,
        "ipaddr" => FieldTypeCode.IPAddress,
        "ipnet" => FieldTypeCode.IPNetwork,
        _ => throw new InvalidDataException($"'{name}' is no type of the plugin API"),
    };
}
