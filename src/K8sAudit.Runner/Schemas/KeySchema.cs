using System.Collections.Immutable;
using System.Text.Json;
using K8sAudit.Runner.Configuration.Keys;

namespace K8sAudit.Runner.Schemas;

/// <summary>The JSON Schema of a YAML file whose keys are rows of a table: falco.yaml, files of tests.</summary>
internal static class KeySchema
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";
    private const string WordsPrefix = "one of ";

    /// <summary>The types of values by their names in the key tables; a value that is not in the table may be anything.</summary>
    private static readonly ImmutableArray<(string Name, string[] Types)> _types =
    [
        ("boolean", ["boolean"]), ("number", ["integer"]), ("port", ["integer"]), ("milliseconds", ["integer"]), ("duration", ["string", "integer"]),
        ("string", ["string", "number", "boolean"]), ("path", ["string"]), ("URL", ["string"]), ("IP address", ["string"]), ("command", ["string"]),
        ("list of paths", ["array", "string"]), ("list of strings", ["array", "string"]), ("list of strings or mappings", ["array", "string"]),
        ("mapping", ["object"]), ("mapping or string", ["object", "string"]),
        ("mapping of names and events", ["object"]), ("mapping of fields and values", ["object"]),
    ];

    /// <summary>Writes the schema of a file.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="title">Its title.</param>
    /// <param name="keys">The keys at the top of the file.</param>
    /// <param name="isOpen">Whether other keys are ignored with a warning, instead of an error.</param>
    public static void Write(Utf8JsonWriter json, string title, IReadOnlyList<Key> keys, bool isOpen)
    {
        json.WriteStartObject();
        json.WriteString("$schema", Draft);
        json.WriteString("title", title);
        WriteMapping(json, keys, isOpen);
        json.WriteEndObject();
    }

    private static void WriteMapping(Utf8JsonWriter json, IReadOnlyList<Key> keys, bool isOpen)
    {
        json.WriteString("type", "object");
        if (!isOpen)
        {
            json.WriteBoolean("additionalProperties", false);
        }

        json.WriteStartObject("properties");
        foreach (var key in keys)
        {
            json.WriteStartObject(key.Name);
            Write(json, key, isOpen);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Key key, bool isOpen)
    {
        if (key.IgnoredBecause is { } reason)
        {
            json.WriteString("description", $"Ignored: {reason}.");
            return;
        }

        if (key.Description.Length > 0)
        {
            json.WriteString("description", key.Description);
        }

        if (key.IsList)
        {
            WriteList(json, key, isOpen);
        }
        else if (key.Children.Count > 0)
        {
            WriteNullable(json, () => WriteMapping(json, key.Children, isOpen));
        }
        else
        {
            WriteNullable(json, () => WriteValue(json, key.TypeName));
        }
    }

    /// <summary>A key with a null value counts as absent. <c>${NAME}</c> stands for any value.</summary>
    private static void WriteNullable(Utf8JsonWriter json, Action write)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        write();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", "\\$\\{.*\\}");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, Key key, bool isOpen)
    {
        WriteTypes(json, key.IgnoresMapping ? ["array", "null", "object"] : ["array", "null"]);
        json.WriteStartObject("items");
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteMapping(json, key.Children, isOpen);
        json.WriteEndObject();
        if (key.TypeName.Contains("strings", StringComparison.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("type", "string");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string typeName)
    {
        if (typeName.StartsWith(WordsPrefix, StringComparison.Ordinal))
        {
            WriteWords(json, typeName[WordsPrefix.Length..].Split(", "));
        }
        else if (_types.FirstOrDefault(row => row.Name == typeName).Types is { } types)
        {
            WriteTypes(json, types);
        }
    }

    private static void WriteTypes(Utf8JsonWriter json, string[] types)
    {
        if (types is [var only])
        {
            json.WriteString("type", only);
            return;
        }

        json.WriteStartArray("type");
        types.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    /// <summary>Words are read in upper or lower case; the schema has the usual spellings.</summary>
    private static void WriteWords(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray("enum");
        foreach (var word in words.SelectMany(word => new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] }).Distinct())
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
