using System.Collections.Immutable;
using System.Text.Json;
using FalcoRules.Items;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Schemas;

/// <summary>The JSON Schema of rules files, derived from the keys that items may have.</summary>
public static class RulesSchema
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";

    private static readonly ImmutableArray<(string Name, ItemKind Kind)> _kinds =
    [
        .. ItemKinds.All.Select(kind => (kind.Identifier.Name, kind)),
        ("exception", ItemKinds.ExceptionItem), ("plugin", ItemKinds.PluginRequirement), ("alternative", ItemKinds.PluginAlternative),
    ];

    /// <summary>Keys whose value is a sequence of items of a kind.</summary>
    private static readonly ImmutableArray<(ItemKey Key, string Kind)> _sequences =
        [(ItemKinds.Exceptions, "exception"), (ItemKinds.RequiredPluginVersions, "plugin"), (ItemKinds.PluginAlternatives, "alternative")];

    private static readonly ImmutableArray<(Type Type, Action<Utf8JsonWriter> Write)> _types =
    [
        (typeof(MappedText), WriteText),
        (typeof(string), WriteText),
        (typeof(bool), json => WriteType(json, "boolean")),
        (typeof(uint), json => WriteType(json, "integer")),
        (typeof(Priority), WritePriority),
        (typeof(ImmutableArray<YamlScalar>), WriteTexts),
        (typeof(ImmutableArray<YamlNode>), json => WriteType(json, "array")),
        (typeof(OneOrMore), WriteOneOrMore),
    ];

    /// <summary>Writes the schema.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", Draft);
        json.WriteString("title", "Falco rules");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteStartArray("anyOf");
        foreach (var kind in ItemKinds.All)
        {
            json.WriteStartObject();
            WriteReference(json, kind.Identifier.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("definitions");
        foreach (var (name, kind) in _kinds)
        {
            json.WriteStartObject(name);
            WriteKind(json, kind);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string kind) => json.WriteString("$ref", $"#/definitions/{kind}");

    private static void WriteType(Utf8JsonWriter json, string type) => json.WriteString("type", type);

    /// <summary>An item that changes an earlier one needs only its name.</summary>
    private static void WriteKind(Utf8JsonWriter json, ItemKind kind)
    {
        WriteType(json, "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        foreach (var key in kind.Keys.Where(key => key.IsRequired && (key == kind.Identifier || !kind.Keys.Contains(ItemKinds.Override))))
        {
            json.WriteStringValue(key.Name);
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var key in kind.Keys)
        {
            json.WriteStartObject(key.Name);
            json.WriteString("description", key.Summary);
            WriteValue(json, kind, key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, ItemKind kind, ItemKey key)
    {
        if (_sequences.FirstOrDefault(row => row.Key == key).Kind is { } items)
        {
            WriteType(json, "array");
            json.WriteStartObject("items");
            WriteReference(json, items);
            json.WriteEndObject();
        }
        else if (key == ItemKinds.Override)
        {
            WriteOverride(json, kind);
        }
        else
        {
            _types.First(row => row.Type == key.ValueType).Write(json);
        }
    }

    private static void WriteOverride(Utf8JsonWriter json, ItemKind kind)
    {
        WriteType(json, "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var key in kind.Keys.Where(key => key.MayAppend || key.MayReplace))
        {
            json.WriteStartObject(key.Name);
            WriteWords(json, [.. key.MayAppend ? ["append"] : Array.Empty<string>(), .. key.MayReplace ? ["replace"] : Array.Empty<string>()]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Text without quotes may look like a number or a boolean.</summary>
    private static void WriteText(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteStringValue("boolean");
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json)
    {
        WriteType(json, "array");
        json.WriteStartObject("items");
        WriteText(json);
        json.WriteEndObject();
    }

    private static void WriteOneOrMore(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteText(json);
        json.WriteEndObject();
        json.WriteStartObject();
        WriteTexts(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WritePriority(Utf8JsonWriter json)
    {
        IEnumerable<string> names = [.. Priorities.Names, "Info"];
        WriteWords(json, names.SelectMany(name => new[] { name.ToUpperInvariant(), name, name.ToLowerInvariant() }));
    }

    private static void WriteWords(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray("enum");
        words.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }
}
