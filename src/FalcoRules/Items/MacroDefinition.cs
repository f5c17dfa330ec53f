using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>The merged definition of a macro.</summary>
internal sealed class MacroDefinition(string name, SourceSpan location, MappedText condition) : Definition(name, location)
{
    /// <summary>Its condition, including appended text.</summary>
    public AppendedText Condition { get; } = new(condition);
}
