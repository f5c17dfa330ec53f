using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Testing;

/// <summary>Validates YAML against the part of JSON Schema that the schemas of this project use.</summary>
public sealed partial class JsonSchemaCheck(string schema)
{
    private static readonly string[] _annotations = ["$schema", "title", "description", "definitions"];

    private readonly JsonElement _root = JsonDocument.Parse(schema).RootElement;

    /// <summary>What in a YAML text does not fit, each with its path; empty if the text is valid.</summary>
    public IReadOnlyList<string> Validate(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.SelectMany(document => Validate(document.RootNode, _root, "$"))];
    }

    private IEnumerable<string> Validate(YamlNode node, JsonElement schema, string path) =>
        schema.EnumerateObject().SelectMany(keyword => Validate(node, schema, keyword, path));

    private IEnumerable<string> Validate(YamlNode node, JsonElement schema, JsonProperty keyword, string path)
    {
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref": return Validate(node, Resolve(value.GetString()!), path);
            case "type": return Types(value).Any(type => Is(node, type)) ? [] : [$"{path} is not {value}"];
            case "enum":
                var words = value.EnumerateArray().Select(word => word.GetString());
                return words.Contains((node as YamlScalarNode)?.Value) ? [] : [$"{path} is not one of {value}"];
            case "pattern": return node is YamlScalarNode text && Regex.IsMatch(text.Value!, value.GetString()!) ? [] : [$"{path} does not match {value}"];
            case "anyOf": return AnyOf(node, value, path);
            case "items": return node is YamlSequenceNode items ? items.SelectMany((item, i) => Validate(item, value, $"{path}[{i}]")) : [];
            case "required":
                return node is YamlMappingNode required
                    ? value.EnumerateArray().Where(key => !required.Children.ContainsKey(key.GetString()!)).Select(key => $"{path} has no {key}")
                    : [];
            case "properties": return node is YamlMappingNode mapping ? Properties(mapping, value, path) : [];
            case "additionalProperties":
                return node is YamlMappingNode closed
                    ? closed.Children.Keys.Where(key => !schema.GetProperty("properties").TryGetProperty(Text(key), out _)).Select(key => $"{path} has {key}")
                    : [];
            default: return _annotations.Contains(keyword.Name) ? [] : throw new NotSupportedException($"keyword {keyword.Name} at {path}");
        }
    }

    private List<string> AnyOf(YamlNode node, JsonElement alternatives, string path)
    {
        var problems = alternatives.EnumerateArray().Select(alternative => Validate(node, alternative, path).ToList()).ToList();
        return problems.Any(list => list.Count == 0) ? [] : problems.MinBy(list => list.Count)!;
    }

    private IEnumerable<string> Properties(YamlMappingNode mapping, JsonElement properties, string path) => mapping.Children.SelectMany(
        entry => properties.TryGetProperty(Text(entry.Key), out var schema) ? Validate(entry.Value, schema, $"{path}.{entry.Key}") : []);

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(_root, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(YamlNode node, string type) => type switch
    {
        "object" => node is YamlMappingNode,
        "array" => node is YamlSequenceNode,
        "null" => IsPlain(node) && Text(node) is "" or "~" or "null",
        "boolean" => IsPlain(node) && Text(node) is "true" or "false",
        "integer" => IsPlain(node) && Integer().IsMatch(Text(node)),
        "number" => IsPlain(node) && Number().IsMatch(Text(node)),
        "string" => node is YamlScalarNode && !new[] { "null", "boolean", "number" }.Any(other => Is(node, other)),
        _ => throw new NotSupportedException($"type {type}"),
    };

    private static bool IsPlain(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain };

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"^-?\d+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?\d+(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Number();
}
