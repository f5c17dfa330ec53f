using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>The keys of one mapping.</summary>
/// <typeparam name="T">The record that they are set on.</typeparam>
internal sealed class KeyTable<T>(IReadOnlyList<Key<T>> keys) where T : class, new()
{
    public IReadOnlyList<Key<T>> All => keys;

    /// <summary>What a mapping lacks although each of its values can be read; null where it lacks nothing.</summary>
    public Func<T, string?> Check { get; init; } = _ => null;

    /// <summary>Reads a mapping. A key with a null value counts as absent.</summary>
    /// <param name="target">The record with the defaults.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="path">Its path; empty for the top of the configuration.</param>
    /// <exception cref="UserError">A value is not what its key expects, or a required key is missing.</exception>
    public T Read(T target, ConfigurationMapping mapping, string path)
    {
        foreach (var key in keys.Where(key => key.Name == ISwitchedBlock.EnabledKey))
        {
            target = Read(key, target, mapping, path);
        }

        if (target is not ISwitchedBlock { Enabled: false })
        {
            target = keys.Where(key => key.Name != ISwitchedBlock.EnabledKey).Aggregate(target, (read, key) => Read(key, read, mapping, path));
        }

        return Check(target) is { } lacking ? throw new UserError(RunnerMessages.IncompleteMapping(mapping.Location, path, lacking)) : target;
    }

    private static T Read(Key<T> key, T target, ConfigurationMapping mapping, string path)
    {
        var full = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
        return mapping.Find(key.Name) is { } node ? key.Read(target, node, full)
            : key.IsRequired ? throw new UserError(RunnerMessages.MissingKey(mapping.Location, full, target is ISwitchedBlock ? path : null))
            : target;
    }
}
