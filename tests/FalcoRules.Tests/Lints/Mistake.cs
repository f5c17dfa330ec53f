using YamlDotNet.RepresentationModel;

namespace FalcoRules.Tests.Lints;

/// <summary>A row of mistakes.yaml: rules with a mistake, and what is found in them.</summary>
/// <param name="Name">The mistake.</param>
/// <param name="Text">The rules file.</param>
/// <param name="Finds">The diagnostics, each as <c>line:column: severity: message [code]</c>.</param>
public sealed record Mistake(string Name, string Text, IReadOnlyList<string> Finds)
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<Mistake> All { get; } = Read();

    /// <summary>A rules file with one rule of that condition.</summary>
    public static string File(string condition) => $"- rule: R\n  desc: d\n  condition: {condition}\n  output: o\n  priority: INFO\n  source: k8s_audit\n";

    private static IReadOnlyList<Mistake> Read()
    {
        var yaml = new YamlStream();
        using var reader = System.IO.File.OpenText(RepositoryFiles.PathOf("tests", "FalcoRules.Tests", "Lints", "mistakes.yaml"));
        yaml.Load(reader);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>().Select(Read)];
    }

    private static Mistake Read(YamlMappingNode row) => new(
        Value(row["mistake"]),
        row.Children.TryGetValue("condition", out var condition) ? File(Value(condition)) : Value(row["file"]),
        [.. ((YamlSequenceNode)row["finds"]).Select(Value)]);

    private static string Value(YamlNode node) => ((YamlScalarNode)node).Value!;
}
