using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>A list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUsed">Whether something uses it.</param>
/// <param name="Items">Its own items, without the names of lists.</param>
/// <param name="Lists">The lists that it names, sorted, each once.</param>
/// <param name="AllItems">Its items, with those of the lists in it in place of their names.</param>
public sealed record ListDescription(string Name, bool IsUsed, ImmutableArray<string> Items, ImmutableArray<string> Lists, ImmutableArray<string> AllItems);
