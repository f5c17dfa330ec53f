using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Deploy.Tests.Charts;

/// <summary>An object of Kubernetes, as a chart renders it.</summary>
internal sealed partial record Manifest(YamlNode Root)
{
    public string Kind => Value("kind") ?? "";

    public string Name => Value("metadata.name") ?? "";

    /// <summary>The objects of a text with several documents.</summary>
    public static IReadOnlyList<Manifest> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Where(document => document.RootNode is YamlMappingNode).Select(document => new Manifest(document.RootNode))];
    }

    /// <summary>
    /// The value at a path such as <c>spec.containers[0].volumeMounts[name=tls].mountPath</c>; null if there is none. A mapping or list is shown as one line.
    /// </summary>
    public string? Value(string path) => Find(Root, path) is { } node ? Text(node) : null;

    /// <summary>A text that is the value of a key of a ConfigMap or a Secret.</summary>
    public string Data(string key) => Text(((YamlMappingNode)Root)["data"][key]);

    private static YamlNode? Find(YamlNode? node, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            node = step switch
            {
                _ when node is null => null,
                { Groups: [_, { Success: true } name, ..] } => Child(node, name.Value),
                { Groups: [_, _, { Success: true } index, ..] } => Item(node, int.Parse(index.Value, CultureInfo.InvariantCulture)),
                _ => Item(node, step.Groups[3].Value, step.Groups[4].Value),
            };
        }

        return node;
    }

    private static YamlNode? Child(YamlNode node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static YamlNode? Item(YamlNode node, int index) => (node as YamlSequenceNode)?.Children.ElementAtOrDefault(index);

    private static YamlNode? Item(YamlNode node, string key, string value) =>
        (node as YamlSequenceNode)?.Children.FirstOrDefault(item => Child(item, key) is YamlScalarNode scalar && scalar.Value == value);

    private static string Text(YamlNode node) => node switch
    {
        YamlMappingNode mapping => $"{{{string.Join(", ", mapping.Children.Select(child => $"{Text(child.Key)}: {Text(child.Value)}"))}}}",
        YamlSequenceNode sequence => $"[{string.Join(", ", sequence.Children.Select(Text))}]",
        _ => ((YamlScalarNode)node).Value ?? "",
    };

    [GeneratedRegex(@"([^.\[\]]+)(?![^\[]*\])|\[([0-9]+)\]|\[([^=\]]+)=([^\]]*)\]")]
    private static partial Regex Step();
}
