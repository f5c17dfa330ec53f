using K8sAudit.Runner.Configuration.Keys;

namespace K8sAudit.Runner.Configuration;

/// <summary>All keys of falco.yaml with their paths: the rows of all tables in order.</summary>
internal static class ConfigurationKeys
{
    /// <summary>Each key with its path; <c>[]</c> stands for each entry of a list.</summary>
    public static IReadOnlyList<(string Path, Key Key)> All { get; } = [.. Below("", FalcoConfiguration.Keys.All)];

    private static IEnumerable<(string Path, Key Key)> Below(string prefix, IEnumerable<Key> keys) =>
        keys.SelectMany(key => Below($"{prefix}{key.Name}{(key.IsList ? "[]" : "")}.", key.Children).Prepend(($"{prefix}{key.Name}", key)));
}
