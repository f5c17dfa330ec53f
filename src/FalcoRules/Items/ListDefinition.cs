using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>The merged definition of a list.</summary>
internal sealed class ListDefinition(string name, SourceSpan location, IEnumerable<YamlScalar> items) : Definition(name, location)
{
    /// <summary>Its items; an item may be the name of a list.</summary>
    public List<YamlScalar> Items { get; } = [.. items];
}
