using FalcoRules.Text;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Configuration;

/// <summary>Walks a configuration and warns about each key that is unknown, or known and without effect.</summary>
internal sealed class KeyCheck(Log log)
{
    private readonly HashSet<KnownKey> _said = [];

    public static void Check(ConfigurationMapping root, Log log) => new KeyCheck(log).Walk(root, "");

    private void Walk(ConfigurationNode node, string path)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                foreach (var (key, value) in mapping.Entries)
                {
                    Visit(path.Length == 0 ? key : $"{path}.{key}", key, value);
                }

                break;
            case ConfigurationSequence sequence:
                sequence.Items.ForEach(item => Walk(item, $"{path}[]"));
                break;
        }
    }

    private void Visit(string path, string key, ConfigurationNode value)
    {
        switch (Find(path))
        {
            case null:
                log.Warning(RunnerMessages.UnknownKey(value.Place, path, NearestName.Find(key, Siblings(path))));
                break;
            case { Use: KeyUse.Used, Path: var known }:
                if (!known.EndsWith(".*", StringComparison.Ordinal))
                {
                    Walk(value, path);
                }

                break;
            case var known:
                if (_said.Add(known))
                {
                    log.Warning(RunnerMessages.KeyWithoutEffect(value.Place, path, known.Meaning));
                }

                break;
        }
    }

    /// <summary>The key itself, or the branch that it opens.</summary>
    private static KnownKey? Find(string path) => KnownKeys.All.FirstOrDefault(known => known.Path == path || known.Path == $"{path}.*");

    /// <summary>The names that could stand where the path's last one does.</summary>
    private static IEnumerable<string> Siblings(string path)
    {
        var parent = path.LastIndexOf('.') is var dot && dot < 0 ? "" : path[..(dot + 1)];
        return KnownKeys.All
            .Where(known => known.Path.StartsWith(parent, StringComparison.Ordinal))
            .Select(known => known.Path[parent.Length..].Split('.', '[')[0])
            .Where(name => name != "*")
            .Distinct();
    }
}
