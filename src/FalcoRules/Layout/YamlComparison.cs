using FalcoRules.Yaml;

namespace FalcoRules.Layout;

/// <summary>Compares the content of YAML files, without locations, comments and layout.</summary>
internal static class YamlComparison
{
    public static bool AreEqual(YamlFile first, YamlFile second) =>
        first.IsComplete == second.IsComplete
        && first.Documents.Length == second.Documents.Length
        && first.Documents.Zip(second.Documents).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(YamlNode first, YamlNode second) => (first, second) switch
    {
        (YamlScalar a, YamlScalar b) => a.Value == b.Value && a.IsPlain == b.IsPlain,
        (YamlSequence a, YamlSequence b) => a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (YamlMapping a, YamlMapping b) => a.Entries.Length == b.Entries.Length
            && a.Entries.Zip(b.Entries).All(pair => AreEqual(pair.First.Key, pair.Second.Key) && AreEqual(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
