using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>Finds keys of a file that are unknown, or have no effect here.</summary>
internal static class KeyCheck
{
    /// <summary>A key of a file with its path and value, and the keys that its mapping may have.</summary>
    private readonly record struct WrittenKey(string Path, string Name, ConfigurationNode Value, IReadOnlyList<Key> Siblings)
    {
        /// <summary>The row of the table; null for an unknown key.</summary>
        public Key? Row
        {
            get
            {
                var name = Name;
                return Siblings.FirstOrDefault(key => key.Name == name);
            }
        }

        /// <summary>Whether it is a list whose mapping in place of it is ignored.</summary>
        public bool IsIgnoredMapping => Row is { IgnoresMapping: true } && Value is ConfigurationMapping;
    }

    /// <summary>Warns about each key of a configuration that is unknown, or has no effect here; once about each ignored key of the table.</summary>
    public static void Check(ConfigurationMapping root, Log log)
    {
        HashSet<Key> warned = [];
        foreach (var key in Written(root, FalcoConfiguration.Keys.All, ""))
        {
            if (key.Row is not { } row)
            {
                log.Warning(Unknown(key, Elsewhere(key.Name)));
            }
            else if (row.IgnoredBecause is { } reason && warned.Add(row))
            {
                log.Warning(RunnerMessages.KeyWithoutEffect(key.Value.Location, key.Path, reason));
            }
            else if (key.IsIgnoredMapping)
            {
                log.Warning(RunnerMessages.IgnoredMapping(key.Value.Location, key.Path));
            }
        }
    }

    /// <summary>The message about the first key that a table does not have; null if it has all.</summary>
    public static string? FindUnknown(ConfigurationMapping root, IReadOnlyList<Key> keys) =>
        Written(root, keys, "").Where(key => key.Row is null).Select(key => Unknown(key, elsewhere: null)).FirstOrDefault();

    private static string Unknown(WrittenKey key, string? elsewhere) => RunnerMessages.UnknownKey(
        key.Value.Location,
        key.Path,
        elsewhere ?? NearestName.Find(key.Name, key.Siblings.Select(sibling => sibling.Name)));

    /// <summary>The path of the only key of falco.yaml that has the name; null if there is none.</summary>
    private static string? Elsewhere(string name) =>
        ConfigurationKeys.All.Where(row => row.Key.Name == name).Select(row => row.Path).ToList() is [var only] ? only : null;

    private static IEnumerable<WrittenKey> Written(ConfigurationMapping mapping, IReadOnlyList<Key> keys, string prefix)
    {
        foreach (var (name, value) in mapping.Entries)
        {
            var key = new WrittenKey(prefix + name, name, value, keys);
            yield return key;
            foreach (var inner in key.IsIgnoredMapping ? [] : Below(key))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<WrittenKey> Below(WrittenKey key) => (key.Row?.Children, key.Value) switch
    {
        (null or { Count: 0 }, _) => [],
        (var keys, ConfigurationMapping mapping) => Written(mapping, keys, $"{key.Path}."),
        (var keys, ConfigurationSequence list) => list.Items.SelectMany((item, index) =>
            item is ConfigurationMapping mapping ? Written(mapping, keys, $"{key.Path}[{index}].") : []),
        _ => [],
    };
}
