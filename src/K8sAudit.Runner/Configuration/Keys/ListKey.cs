using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A key whose value is a list of mappings; see <see cref="Key{T}.List"/>.</summary>
internal sealed class ListKey<T, TEntry>(
    string name,
    string description,
    KeyTable<TEntry> keys,
    Func<T, IReadOnlyList<TEntry>, T> set,
    string defaultText,
    Func<KeyPath, ConfigurationNode, TEntry>? fromString) : Key<T>(name, description)
    where T : class, new()
    where TEntry : class, new()
{
    public override string TypeName => fromString is null ? "list of mappings" : "list of strings or mappings";

    public override string DefaultText => defaultText;

    public override IReadOnlyList<Key> Children => keys.All;

    public override bool IsList => true;

    public override T Read(T target, ConfigurationNode node, string path) =>
        IgnoresMapping && node is ConfigurationMapping
            ? target
            : set(target, [.. ValueKinds.Items(node, new KeyPath(path, Sensitivity)).Select((item, index) => ReadEntry(item, $"{path}[{index}]"))]);

    private TEntry ReadEntry(ConfigurationNode item, string path) => item switch
    {
        ConfigurationMapping mapping => keys.Read(new TEntry(), mapping, path),
        ConfigurationScalar scalar when fromString is not null => fromString(new KeyPath(path, Sensitivity), scalar),
        _ => throw new KeyPath(path, Sensitivity).Unexpected(item, fromString is null ? "a mapping" : "a string or a mapping"),
    };
}
