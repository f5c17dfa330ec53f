using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>
/// A form in which programs export or wrap audit events, with the three events of <c>tests/Cases/formats</c>: a row of <c>tests/Cases/shapes.txt</c>.
/// </summary>
/// <param name="Name">Its name, with the ending of a file.</param>
/// <param name="Wrapper">The value of <c>ka.source.wrapper</c>; empty if there is none.</param>
/// <param name="Cluster">The value of <c>ka.cluster.name</c>; empty if there is none.</param>
/// <param name="Template">The text of the file, with placeholders.</param>
public sealed partial record FormatShape(string Name, string Wrapper, string Cluster, string Template)
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = FormatShapeEvent.Encoder };
    private static readonly JsonSerializerOptions _compact = new() { Encoder = FormatShapeEvent.Encoder };

    /// <summary>All shapes, by name.</summary>
    public static IReadOnlyDictionary<string, FormatShape> All { get; } = Read();

    /// <summary>The text of the file.</summary>
    public string Text()
    {
        var text = OtherShape().Replace(Template, match => FormatShapeEvent.Encode(match.Groups[1].Value, All[match.Groups[2].Value].Text()));
        text = Repeated().Replace(text, match =>
        {
            var separator = match.Groups[1].Value == "[" ? "," : "";
            return match.Groups[1].Value + string.Join(separator, FormatShapeEvent.All.Select(shape => shape.Fill(match.Groups[2].Value)));
        });
        return FormatShapeEvent.All[0].Fill(text).Replace('↹', '\t');
    }

    /// <summary>
    /// The file as it is and, if it is JSON, in the other forms that tools give it: indented, without white space, and lines as an array.
    /// </summary>
    public IEnumerable<(string Form, string Text)> Forms()
    {
        var text = Text();
        yield return ("as it is", text);
        var documents = Name.EndsWith(".json", StringComparison.Ordinal) ? [text] : Name.EndsWith(".jsonl", StringComparison.Ordinal) ? text.Split('\n') : [];
        var nodes = documents.Where(line => line.Length > 0).Select(Parse).ToList();
        if (nodes.Count == 0 || nodes.Contains(null))
        {
            yield break;
        }

        yield return ("indented", string.Join('\n', nodes.Select(node => node!.ToJsonString(_indented))));
        yield return ("without white space", string.Join('\n', nodes.Select(node => node!.ToJsonString(_compact))));
        if (nodes.Count > 1)
        {
            yield return ("as an array", "[" + string.Join(',', nodes.Select(node => node!.ToJsonString(_compact))) + "]");
            yield return ("as an indented array", "[\n" + string.Join(",\n", nodes.Select(node => node!.ToJsonString(_indented))) + "\n]\n");
        }
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, FormatShape> Read()
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("tests", "Cases", "shapes.txt"), Encoding.UTF8);
        return text.Split("\n=== ").Skip(1).Select(section =>
        {
            var end = section.IndexOf('\n');
            var header = section[..end].Split('|', StringSplitOptions.TrimEntries);
            return new FormatShape(header[0], header[1], header.ElementAtOrDefault(2) ?? "", section[(end + 1)..].TrimEnd('\n'));
        }).ToDictionary(shape => shape.Name);
    }

    [GeneratedRegex(@"\$(gzip64|textof|indented)\(([^)]*)\)")]
    private static partial Regex OtherShape();

    [GeneratedRegex("(?s)(^|.)«(.*?)»")]
    private static partial Regex Repeated();
}
