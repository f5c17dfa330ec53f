using FalcoRules.Items;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Finds items that replace an earlier definition without <c>override</c>.</summary>
internal static class RedefinitionLint
{
    public static void Check(RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        Check(ItemKinds.RuleItem, collection.Rules, diagnostics);
        Check(ItemKinds.MacroItem, collection.Macros, diagnostics);
        Check(ItemKinds.ListItem, collection.Lists, diagnostics);
    }

    private static void Check<T>(ItemKind kind, DefinitionTable<T> table, ICollection<Diagnostic> diagnostics) where T : Definition
    {
        foreach (var (previous, location) in table.Redefinitions)
        {
            var key = kind.Keys.First(row => row.MayReplace && row != ItemKinds.Description).Name;
            diagnostics.AddWarning(LintCodes.Redefined, location, LintMessages.Redefined(kind.Label, previous.Name, previous.Location, key));
        }
    }
}
