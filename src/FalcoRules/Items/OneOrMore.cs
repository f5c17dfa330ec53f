using System.Collections.Immutable;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>A string, or a sequence of strings: exceptions write their fields and comparisons either way, with different meanings.</summary>
internal sealed record OneOrMore(ImmutableArray<YamlScalar> Items, bool IsList);
