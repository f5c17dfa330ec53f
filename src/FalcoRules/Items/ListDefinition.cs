using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>A list as all files together define it.</summary>
internal sealed class ListDefinition(string name, SourceSpan place, IEnumerable<YamlScalar> items) : Definition(name, place)
{
    /// <summary>Its items; one may be the name of a list.</summary>
    public List<YamlScalar> Items { get; } = [.. items];
}
