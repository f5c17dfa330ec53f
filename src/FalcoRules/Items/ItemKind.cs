using System.Collections.Immutable;

namespace FalcoRules.Items;

/// <summary>A kind of mapping in a rules file.</summary>
/// <param name="Label">Falco's name for it.</param>
/// <param name="Keys">The keys that it may have; the first one identifies the kind and, for most kinds, names the item.</param>
internal sealed record ItemKind(string Label, ImmutableArray<ItemKey> Keys)
{
    /// <summary>The key that identifies the kind.</summary>
    public ItemKey Identifier => Keys[0];

    /// <summary>The key of that name; null if it does not exist.</summary>
    public ItemKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
