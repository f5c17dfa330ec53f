using System.Collections.Immutable;
using System.Text.Json;
using FalcoPlugin.Abi;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>Reads the JSON list that <c>plugin_get_fields</c> returns, as strictly as libsinsp's <c>plugin.cpp</c> does.</summary>
internal static class PluginFieldsReader
{
    public static ImmutableArray<PluginField> Read(string plugin, string json)
    {
        using var document = Parse(plugin, json);
        var fields = document.RootElement.EnumerateArray().Select((entry, index) => ReadField(plugin, (uint)index, entry)).ToImmutableArray();
        return fields.IsEmpty
            ? throw new PluginFailedException(RunnerMessages.InPlugin(plugin, "plugins with extraction capability must export at least one field"))
            : fields;
    }

    private static JsonDocument Parse(string plugin, string json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? document
                : throw new PluginFailedException(RunnerMessages.InPlugin(plugin, "get_fields returned an invalid JSON: an array was expected"));
        }
        catch (JsonException e)
        {
            throw new PluginFailedException(RunnerMessages.InPlugin(plugin, $"get_fields returned an invalid JSON: {e.Message}"));
        }
    }

    private static PluginField ReadField(string plugin, uint id, JsonElement entry)
    {
        var type = Text(plugin, entry, "type");
        var name = Text(plugin, entry, "name");
        var description = Text(plugin, entry, "desc");
        if (FieldTypeTable.Find(type) is not { } row)
        {
            throw new PluginFailedException(
                RunnerMessages.InPlugin(
                    plugin,
                    $"invalid field type {type}; expected one of {string.Join(", ", FieldTypeTable.All.Select(known => known.Name))}"));
        }

        return new PluginField(id, name, row.Type, description)
        {
            IsList = Flag(plugin, name, entry, "isList"),
            AddOutput = Flag(plugin, name, entry, "addOutput"),
            Argument = ReadArgument(plugin, name, entry),
        };
    }

    private static FieldArgumentKind ReadArgument(string plugin, string field, JsonElement entry)
    {
        if (!entry.TryGetProperty("arg", out var argument) || argument.ValueKind == JsonValueKind.Null)
        {
            return FieldArgumentKind.None;
        }

        var kind = (Flag(plugin, field, argument, "isIndex") ? FieldArgumentKind.Index : 0)
            | (Flag(plugin, field, argument, "isKey") ? FieldArgumentKind.Key : 0)
            | (Flag(plugin, field, argument, "isRequired") ? FieldArgumentKind.Required : 0);
        return kind == FieldArgumentKind.Required
            ? throw new PluginFailedException(RunnerMessages.InPlugin(plugin, $"field {field} arg has isRequired true, but none of isKey nor isIndex is true"))
            : kind;
    }

    private static string Text(string plugin, JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object
            && entry.TryGetProperty(key, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : throw new PluginFailedException(RunnerMessages.InPlugin(plugin, $"field JSON entry has no {key}"));

    private static bool Flag(string plugin, string field, JsonElement entry, string key)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty(key, out var value))
        {
            return false;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new PluginFailedException(RunnerMessages.InPlugin(plugin, $"field {field} {key} property is not boolean")),
        };
    }
}
