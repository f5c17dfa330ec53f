using System.Collections.Immutable;

namespace FalcoRules.Items;

/// <summary>A kind of mapping in a rules file.</summary>
/// <param name="Label">What Falco calls it.</param>
/// <param name="Keys">The keys that it may have; the first one says what it is and, for most, how it is called.</param>
internal sealed record ItemKind(string Label, ImmutableArray<ItemKey> Keys)
{
    /// <summary>The key that says what it is.</summary>
    public ItemKey Identifier => Keys[0];

    /// <summary>The key of that name; null where there is none.</summary>
    public ItemKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
