using System.Collections.Immutable;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Recognizes files that contain rules, or something else of Falco, inside of another format.</summary>
internal static class WrappedRules
{
    private static readonly ImmutableArray<(Func<YamlMapping, bool> Matches, Func<YamlMapping, string> Describe)> _all =
    [
        (root => IsKind(root, "ConfigMap"), root => ItemMessages.WrappedRules("a Kubernetes ConfigMap", Path("data", root.Find("data")))),
        (root => IsKind(root, "Rulesfile"), _ => ItemMessages.WrappedRules("a Rulesfile of the Falco operator", "spec.inlineRules")),
        (root => IsKind(root, "List"), _ => ItemMessages.WrappedRules("a Kubernetes List", "items")),
        (root => root.Find("apiVersion") is not null && root.Find("kind") is YamlScalar, root =>
            ItemMessages.OtherFile($"a Kubernetes object of the kind {((YamlScalar)root.Find("kind")!).Value}")),
        (root => root.Find("customRules") is not null, root =>
            ItemMessages.WrappedRules("a values file of the Helm chart of Falco", Path("customRules", root.Find("customRules")))),
        (root => root.Find("rules_files") is not null || root.Find("load_plugins") is not null, _ => ItemMessages.ConfigurationFile),
        (root => root.Find("tests") is YamlSequence, _ => ItemMessages.TestFile),
        (root => ItemKinds.Of(root) is not null, root => ItemMessages.ItemWithoutDash(ItemKinds.Of(root)!.Identifier.Name)),
        (root => Sequence(root) is not null, root => ItemMessages.ItemsBelowKey(Sequence(root)!)),
    ];

    /// <summary>The error about a document that is not a sequence of items; null if the format is not known.</summary>
    public static string? Describe(YamlNode document) =>
        document is YamlMapping root && _all.FirstOrDefault(row => row.Matches(root)) is { Describe: { } describe } ? describe(root) : null;

    private static bool IsKind(YamlMapping root, string kind) => root.Find("kind") is YamlScalar scalar && scalar.Value == kind;

    /// <summary>The path of the first file in a mapping of files.</summary>
    private static string Path(string key, YamlNode? files) => files is YamlMapping { Entries: [var first, ..] } ? $"{key}.{first.Key.Value}" : key;

    /// <summary>The key whose value is a sequence of items.</summary>
    private static string? Sequence(YamlMapping root) =>
        root.Entries.FirstOrDefault(entry => entry.Value is YamlSequence { Items: [YamlMapping first, ..] } && ItemKinds.Of(first) is not null)?.Key.Value;
}
