using System.Text.RegularExpressions;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>Reads a <c>macro</c> item into the collection.</summary>
internal static partial class MacroReader
{
    /// <summary>Reads one item; where it is wrong, its name is remembered as broken.</summary>
    public static void Read(YamlMapping item, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.MacroItem, diagnostics);
        if (!fields.TryGet(ItemKinds.Macro, out var name))
        {
            return;
        }

        if (!ValidName().IsMatch(name.Text))
        {
            fields.Warn(DiagnosticCodes.InvalidMacroName, fields.ValueLocation(ItemKinds.Macro), Messages.InvalidMacroName(name.Text));
        }

        fields.Require();
        fields.TryGet(ItemKinds.MacroCondition, out var condition);
        var appends = AppendFlag.Read(fields) | Overrides.Read(fields).Append.Contains(ItemKinds.MacroCondition);
        if (fields.HasErrors || condition is null)
        {
            collection.Macros.MarkBroken(name.Text);
        }
        else if (appends)
        {
            Append(name.Text, condition, fields, collection);
        }
        else
        {
            collection.Macros.Define(new MacroDefinition(name.Text, fields.ValueLocation(ItemKinds.Macro), condition), collection.Tick());
        }
    }

    private static void Append(string name, MappedText condition, ItemFields fields, RulesCollection collection)
    {
        if (collection.Macros.Find(name) is { } macro)
        {
            macro.Condition.Append(condition);
            macro.LastChanged = collection.Tick();
        }
        else if (!collection.Macros.IsBroken(name) && collection.IsComplete)
        {
            fields.Fail(DiagnosticCodes.Validate, fields.ValueLocation(ItemKinds.Macro), Messages.NothingToAppendTo("macro", name, collection.Macros.Suggestions));
            collection.Macros.MarkBroken(name);
        }
    }

    /// <summary>An identifier of the condition language.</summary>
    [GeneratedRegex(@"^[a-zA-Z]+[a-zA-Z0-9_]*\z")]
    private static partial Regex ValidName();
}
