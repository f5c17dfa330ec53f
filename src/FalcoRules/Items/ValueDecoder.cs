using System.Diagnostics.CodeAnalysis;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Decodes one type of value.</summary>
/// <returns>Whether the value is valid; if not, an error is added to <paramref name="diagnostics"/>.</returns>
internal delegate bool ValueDecoder<T>(YamlNode node, string key, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out T? value);
