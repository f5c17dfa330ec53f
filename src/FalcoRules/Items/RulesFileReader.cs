using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Reads the items of one file, in order, and merges them into the definitions of the previous files.</summary>
internal static class RulesFileReader
{
    /// <summary>Reads a file. An invalid item is reported and does not affect the others.</summary>
    public static void Read(YamlFile file, RulesCollection collection, Version engine, ICollection<Diagnostic> diagnostics)
    {
        collection.IsComplete &= file.IsComplete;
        foreach (var document in file.Documents.Where(document => !document.IsNull))
        {
            if (document is not YamlSequence items)
            {
                diagnostics.AddError(DiagnosticCodes.YamlValidate, document.Location, ItemMessages.NotASequenceOfItems(document.Description));
                collection.IsComplete = false;
            }
            else if (!ReadItems(items, collection, engine, diagnostics))
            {
                collection.IsComplete = false;
                return;
            }
        }
    }

    private static bool ReadItems(YamlSequence items, RulesCollection collection, Version engine, ICollection<Diagnostic> diagnostics)
    {
        foreach (var node in items.Items.Where(node => !node.IsNull))
        {
            if (node is not YamlMapping item)
            {
                diagnostics.AddError(DiagnosticCodes.YamlValidate, node.Location, ItemMessages.ItemIsNotMapping(node.Description));
            }
            else if (!ReadItem(item, collection, engine, diagnostics))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReadItem(YamlMapping item, RulesCollection collection, Version engine, ICollection<Diagnostic> diagnostics)
    {
        var kind = ItemKinds.Of(item);
        if (kind == ItemKinds.EngineVersionItem)
        {
            return RequirementReader.ReadEngineVersion(item, collection, engine, diagnostics);
        }

        if (kind == ItemKinds.PluginVersionsItem)
        {
            RequirementReader.ReadPluginVersions(item, collection, diagnostics);
        }
        else if (kind == ItemKinds.ListItem)
        {
            NamedValueReaders.Lists.Read(item, collection, diagnostics);
        }
        else if (kind == ItemKinds.MacroItem)
        {
            NamedValueReaders.Macros.Read(item, collection, diagnostics);
        }
        else if (kind == ItemKinds.RuleItem)
        {
            RuleReader.Read(item, collection, diagnostics);
        }
        else
        {
            var key = item.Entries.Length == 0 ? null : item.Entries[0].Key;
            diagnostics.AddWarning(DiagnosticCodes.UnknownItem, key?.Location ?? item.Location, ItemMessages.UnknownItem(key?.Value));
        }

        return true;
    }
}
