using System.Collections.Immutable;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>An exception of a rule.</summary>
/// <param name="Name">Its name, by which values are appended to it.</param>
/// <param name="Place">Where it is named.</param>
/// <param name="Fields">The fields; null where only values are given, for an exception that exists.</param>
/// <param name="Comparisons">How each field is compared; null for the default.</param>
/// <param name="Values">A value each where there is one field; else tuples, a value for each field.</param>
internal sealed record ExceptionDefinition(string Name, SourceSpan Place, OneOrMore? Fields, OneOrMore? Comparisons, ImmutableArray<YamlNode> Values);
