using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A key whose value is set on a record. The methods in this class make all kinds of keys.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class Key<T>(string name, string description) : Key(name, description) where T : class, new()
{
    /// <summary>Whether a mapping without this key is an error.</summary>
    public virtual bool IsRequired => false;

    /// <summary>The record with the value of this key.</summary>
    /// <param name="target">The record.</param>
    /// <param name="node">The value, which is not null.</param>
    /// <param name="path">The path of the key, for messages.</param>
    /// <exception cref="UserError">The value is not what the key expects.</exception>
    public abstract T Read(T target, ConfigurationNode node, string path);

    /// <summary>A key with a value.</summary>
    /// <param name="name">The key.</param>
    /// <param name="kind">What its value is.</param>
    /// <param name="description">What it does.</param>
    /// <param name="get">Its value in a record; that in a new record is the default.</param>
    /// <param name="set">The record with another value.</param>
    /// <param name="defaultText">What the documentation says about the default where the value in a new record does not say it.</param>
    /// <param name="isRequired">Whether a mapping without this key is an error.</param>
    /// <param name="sensitivity">How much of its value is shown.</param>
    public static Key<T> Value<TValue>(
        string name,
        ValueKind<TValue> kind,
        string description,
        Func<T, TValue> get,
        Func<T, TValue, T> set,
        string? defaultText = null,
        bool isRequired = false,
        Sensitivity sensitivity = Sensitivity.Shown) => new ValueKey<T, TValue>(name, kind, description, get, set, defaultText, isRequired, sensitivity);

    /// <summary>A mapping with a record of its own.</summary>
    public static Key<T> Block<TBlock>(string name, KeyTable<TBlock> keys, Func<T, TBlock> get, Func<T, TBlock, T> set) where TBlock : class, new() =>
        new BlockKey<T, TBlock>(name, keys, get, set);

    /// <summary>A mapping whose keys are set on the same record.</summary>
    public static Key<T> Group(string name, params IReadOnlyList<Key<T>> keys) =>
        new BlockKey<T, T>(name, new KeyTable<T>(keys), target => target, (_, changed) => changed);

    /// <summary>A list of mappings, each with a record of its own.</summary>
    /// <param name="name">The key.</param>
    /// <param name="description">What it does.</param>
    /// <param name="keys">The keys of each mapping.</param>
    /// <param name="set">The record with the list.</param>
    /// <param name="defaultText">What the documentation says about the default.</param>
    /// <param name="fromString">Makes an entry of a string, where entries may be strings as well.</param>
    /// <param name="ignoresMapping">Whether a mapping in place of the list is ignored and not an error.</param>
    public static Key<T> List<TEntry>(
        string name,
        string description,
        KeyTable<TEntry> keys,
        Func<T, IReadOnlyList<TEntry>, T> set,
        string defaultText = "[]",
        Func<KeyPath, ConfigurationNode, TEntry>? fromString = null,
        bool ignoresMapping = false) where TEntry : class, new() =>
        new ListKey<T, TEntry>(name, description, keys, set, defaultText, fromString) { IgnoresMapping = ignoresMapping };

    /// <summary>A key of Falco's, or a mapping, that has no effect here.</summary>
    public static Key<T> Ignored(string name, string reason) => new IgnoredKey<T>(name, reason);
}
