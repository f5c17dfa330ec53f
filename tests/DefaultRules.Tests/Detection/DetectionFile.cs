using System.Text.Json;
using System.Text.Json.Nodes;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Tree;

namespace DefaultRules.Tests.Detection;

/// <summary>The files of the folder <c>Detection</c>, beside the tests.</summary>
internal static class DetectionFile
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Detection", name);

    /// <summary>The lines of a file of JSON objects.</summary>
    public static IReadOnlyList<JsonElement> Lines(string name) =>
        [.. File.ReadLines(PathOf(name)).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>A YAML file as JSON: plain values become numbers and Booleans where they read as such.</summary>
    public static JsonNode Yaml(string path) =>
        JsonNode.Parse(ConfigurationJson.Of(ConfigurationTreeReader.Read(new SourceText(path, File.ReadAllText(path)))))!;

    /// <summary>The events of a member of such an object, byte by byte: members that occur twice make a difference.</summary>
    public static IReadOnlyList<string> Events(this JsonElement line, string member = "events") =>
        [.. line.GetProperty(member).EnumerateArray().Select(item => item.GetRawText())];
}
