using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A key whose value is a mapping; see <see cref="Key{T}.Block"/>.</summary>
internal sealed class BlockKey<T, TBlock>(string name, KeyTable<TBlock> keys, Func<T, TBlock> get, Func<T, TBlock, T> set) : Key<T>(name, "")
    where T : class, new()
    where TBlock : class, new()
{
    public override string TypeName => "mapping";

    public override IReadOnlyList<Key> Children => keys.All;

    public override T Read(T target, ConfigurationNode node, string path) =>
        set(target, keys.Read(get(target), node as ConfigurationMapping ?? throw new KeyPath(path, Sensitivity).Unexpected(node, "a mapping"), path));
}
