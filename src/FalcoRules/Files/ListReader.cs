using System.Text.RegularExpressions;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>Reads a <c>list</c> item into the collection.</summary>
internal static partial class ListReader
{
    /// <summary>Reads one item; where it is wrong, its name is remembered as broken.</summary>
    public static void Read(YamlMapping item, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.ListItem, diagnostics);
        if (!fields.TryGet(ItemKinds.List, out var name))
        {
            return;
        }

        if (!ValidName().IsMatch(name.Text))
        {
            fields.Warn(DiagnosticCodes.InvalidListName, fields.ValueLocation(ItemKinds.List), Messages.InvalidListName(name.Text));
        }

        fields.Require();
        var items = fields.Get(ItemKinds.Items, []);
        var appends = AppendFlag.Read(fields) | Overrides.Read(fields).Append.Contains(ItemKinds.Items);
        if (fields.HasErrors)
        {
            collection.Lists.MarkBroken(name.Text);
        }
        else if (appends)
        {
            Append(name.Text, items, fields, collection);
        }
        else
        {
            collection.Lists.Define(new ListDefinition(name.Text, fields.ValueLocation(ItemKinds.List), items), collection.Tick());
        }
    }

    private static void Append(string name, IEnumerable<YamlScalar> items, ItemFields fields, RulesCollection collection)
    {
        if (collection.Lists.Find(name) is { } list)
        {
            list.Items.AddRange(items);
            list.LastChanged = collection.Tick();
        }
        else if (!collection.Lists.IsBroken(name) && collection.IsComplete)
        {
            fields.Fail(DiagnosticCodes.Validate, fields.ValueLocation(ItemKinds.List), Messages.NothingToAppendTo("list", name, collection.Lists.Suggestions));
            collection.Lists.MarkBroken(name);
        }
    }

    /// <summary>A bare word of the condition language.</summary>
    [GeneratedRegex("""^[^()"'\s=,]+\z""")]
    private static partial Regex ValidName();
}
