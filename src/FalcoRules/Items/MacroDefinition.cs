using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>A macro as all files together define it.</summary>
internal sealed class MacroDefinition(string name, SourceSpan place, MappedText condition) : Definition(name, place)
{
    /// <summary>Its condition, what was appended included.</summary>
    public AppendedText Condition { get; } = new(condition);
}
