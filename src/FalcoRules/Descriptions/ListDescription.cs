using System.Collections.Immutable;

namespace FalcoRules.Descriptions;

/// <summary>Describes a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUsed">Whether a rule, macro or list uses it.</param>
/// <param name="Items">Its own items, without the names of lists.</param>
/// <param name="Lists">The lists named in it, sorted and unique.</param>
/// <param name="AllItems">Its items, with nested lists expanded.</param>
public sealed record ListDescription(string Name, bool IsUsed, ImmutableArray<string> Items, ImmutableArray<string> Lists, ImmutableArray<string> AllItems);
