using System.Collections.Immutable;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>An exception of a rule.</summary>
/// <param name="Name">Its name; later items append values to it by this name.</param>
/// <param name="Location">The location of its name.</param>
/// <param name="Fields">The fields; null if only values are given, for an existing exception.</param>
/// <param name="Comparisons">The comparison for each field; null for the default.</param>
/// <param name="Values">Single values if there is one field, otherwise tuples with a value for each field.</param>
internal sealed record ExceptionDefinition(string Name, SourceSpan Location, OneOrMore? Fields, OneOrMore? Comparisons, ImmutableArray<YamlNode> Values);
