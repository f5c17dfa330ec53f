using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>Warns about each key of a configuration that is unknown, or has no effect here.</summary>
internal sealed class KeyCheck(Log log)
{
    private readonly HashSet<Key> _warned = [];

    public static void Check(ConfigurationMapping root, Log log) => new KeyCheck(log).Check(root, FalcoConfiguration.Keys.All, "");

    /// <summary>The message about the first key that a table does not have; null if it has all.</summary>
    public static string? FindUnknown(ConfigurationMapping mapping, IReadOnlyList<Key> keys, string prefix = "")
    {
        foreach (var (name, value) in mapping.Entries)
        {
            if (keys.FirstOrDefault(key => key.Name == name) is not { } known)
            {
                return RunnerMessages.UnknownKey(value.Location, prefix + name, NearestName.Find(name, keys.Select(key => key.Name)));
            }

            var below = known.Children.Count == 0 ? [] : value is ConfigurationSequence list ? list.Items.OfType<ConfigurationMapping>() : [];
            if (below.Select((entry, index) => FindUnknown(entry, known.Children, $"{prefix}{name}[{index}]."))
                .FirstOrDefault(message => message is not null) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private void Check(ConfigurationMapping mapping, IReadOnlyList<Key> keys, string prefix)
    {
        foreach (var (name, value) in mapping.Entries)
        {
            Check(prefix + name, name, value, keys);
        }
    }

    private void Check(string path, string name, ConfigurationNode value, IReadOnlyList<Key> keys)
    {
        switch (keys.FirstOrDefault(key => key.Name == name))
        {
            case null:
                log.Warning(RunnerMessages.UnknownKey(value.Location, path, NearestName.Find(name, keys.Select(key => key.Name))));
                break;
            case { IgnoredBecause: { } reason } ignored:
                if (_warned.Add(ignored))
                {
                    log.Warning(RunnerMessages.KeyWithoutEffect(value.Location, path, reason));
                }

                break;
            case { IgnoresMapping: true } when value is ConfigurationMapping:
                log.Warning(RunnerMessages.IgnoredMapping(value.Location, path));
                break;
            case { Children: { Count: > 0 } children } known:
                CheckBelow(known.IsList ? $"{path}[]." : $"{path}.", value, children);
                break;
        }
    }

    private void CheckBelow(string prefix, ConfigurationNode value, IReadOnlyList<Key> keys)
    {
        foreach (var mapping in value is ConfigurationSequence list
            ? list.Items.OfType<ConfigurationMapping>()
            : [.. new[] { value }.OfType<ConfigurationMapping>()])
        {
            Check(mapping, keys, prefix);
        }
    }
}
