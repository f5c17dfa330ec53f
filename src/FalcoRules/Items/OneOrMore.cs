using System.Collections.Immutable;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>A text, or a sequence of texts: exceptions write their fields and comparisons either way, and it makes a difference.</summary>
internal sealed record OneOrMore(ImmutableArray<YamlScalar> Items, bool IsList);
