using System.Collections.Immutable;
using System.Text.RegularExpressions;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>The readers of items that define a named value.</summary>
internal static partial class NamedValueReaders
{
    public static NamedValueReader<ImmutableArray<YamlScalar>, ListDefinition> Lists { get; } = new()
    {
        Kind = ItemKinds.ListItem,
        Name = ItemKinds.List,
        Value = ItemKinds.Items,
        ValidName = BareWord(),
        InvalidName = DiagnosticCodes.InvalidListName,
        InvalidNameMessage = ItemMessages.InvalidListName,
        Table = collection => collection.Lists,
        Define = (name, location, items) => new ListDefinition(name, location, items),
        Append = (list, items) => list.Items.AddRange(items),
    };

    public static NamedValueReader<MappedText, MacroDefinition> Macros { get; } = new()
    {
        Kind = ItemKinds.MacroItem,
        Name = ItemKinds.Macro,
        Value = ItemKinds.MacroCondition,
        ValidName = Identifier(),
        InvalidName = DiagnosticCodes.InvalidMacroName,
        InvalidNameMessage = ItemMessages.InvalidMacroName,
        Table = collection => collection.Macros,
        Define = (name, location, condition) => new MacroDefinition(name, location, condition),
        Append = (macro, condition) => macro.Condition.Append(condition),
    };

    /// <summary>A bare word of the condition language.</summary>
    [GeneratedRegex("""^[^()"'\s=,]+\z""")]
    private static partial Regex BareWord();

    /// <summary>An identifier of the condition language.</summary>
    [GeneratedRegex(@"^[a-zA-Z]+[a-zA-Z0-9_]*\z")]
    private static partial Regex Identifier();
}
