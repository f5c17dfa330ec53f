using System.Diagnostics.CodeAnalysis;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Reads one kind of value.</summary>
/// <returns>Whether it is one; where not, that is in <paramref name="diagnostics"/>.</returns>
internal delegate bool ValueDecoder<T>(YamlNode node, string key, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out T? value);
