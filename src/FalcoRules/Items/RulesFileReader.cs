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
                var message = WrappedRules.Describe(document) ?? ItemMessages.NotASequenceOfItems(document.Description);
                diagnostics.AddError(DiagnosticCodes.YamlValidate, document.Location, message);
                collection.IsComplete = false;
            }
            else if (!ReadItems(items, collection, engine, diagnostics, file.IsComplete))
            {
                collection.IsComplete = false;
                return;
            }
        }
    }

    /// <summary>In a file with a YAML error, the last item may lack what follows the error, so that nothing is reported about it.</summary>
    private static bool ReadItems(YamlSequence items, RulesCollection collection, Version engine, ICollection<Diagnostic> reported, bool isComplete)
    {
        foreach (var node in items.Items.Where(node => !node.IsNull))
        {
            var diagnostics = isComplete || node != items.Items[^1] ? reported : [];
            if (node is not YamlMapping item)
            {
                diagnostics.AddError(DiagnosticCodes.YamlValidate, node.Location, ItemMessages.ItemIsNotMapping(node));
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
