using System.Globalization;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Reads the requirements of a file: an engine version and plugins.</summary>
internal static class RequirementReader
{
    /// <summary>Reads <c>required_engine_version</c> and checks it.</summary>
    /// <returns>Whether this engine meets the requirement; if not, the rest of the file is not read.</returns>
    public static bool ReadEngineVersion(YamlMapping item, RulesCollection collection, Version engine, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.EngineVersionItem, diagnostics);
        if (!fields.TryGet(ItemKinds.RequiredEngineVersion, out var text))
        {
            return true;
        }

        var location = fields.ValueLocation(ItemKinds.RequiredEngineVersion);
        if (ParseEngineVersion(text.Text, engine) is not { } required)
        {
            fields.Fail(DiagnosticCodes.YamlValidate, location, ItemMessages.BadEngineVersion(text.Text));
            return true;
        }

        var isGood = SemanticVersion.Satisfies(engine, required);
        if (!isGood)
        {
            fields.Fail(DiagnosticCodes.Validate, location, ItemMessages.OtherEngineNeeded(required, engine));
        }
        else if (required > collection.RequiredEngineVersion)
        {
            collection.RequiredEngineVersion = required;
        }

        return isGood;
    }

    /// <summary>Reads <c>required_plugin_versions</c>.</summary>
    public static void ReadPluginVersions(YamlMapping item, RulesCollection collection, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.PluginVersionsItem, diagnostics);
        foreach (var entry in fields.Get(ItemKinds.RequiredPluginVersions, []))
        {
            var alternatives = new List<PluginVersion>();
            if (ReadPlugin(entry, ItemKinds.PluginRequirement, alternatives, diagnostics) is { } requirement)
            {
                foreach (var alternative in requirement.Get(ItemKinds.PluginAlternatives, []))
                {
                    ReadPlugin(alternative, ItemKinds.PluginAlternative, alternatives, diagnostics);
                }
            }

            if (alternatives.Count > 0)
            {
                collection.PluginRequirements.Add(new PluginRequirement(entry.Location, [.. alternatives]));
            }
        }
    }

    /// <summary>A single number is the minor version: the engine version was a number before it had three parts.</summary>
    private static Version? ParseEngineVersion(string text, Version engine) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? new Version(engine.Major, minor, 0)
        : SemanticVersion.TryParse(text, out var version) ? version
        : null;

    private static ItemFields? ReadPlugin(YamlNode node, ItemKind kind, List<PluginVersion> alternatives, ICollection<Diagnostic> diagnostics)
    {
        if (node is not YamlMapping mapping)
        {
            diagnostics.AddError(DiagnosticCodes.YamlValidate, node.Location, ItemMessages.PluginIsNotMapping(node.Description));
            return null;
        }

        var fields = new ItemFields(mapping, kind, diagnostics);
        fields.Require();
        if (!fields.TryGet(ItemKinds.PluginName, out var name) | !fields.TryGet(ItemKinds.PluginVersion, out var version))
        {
            return fields;
        }

        if (!SemanticVersion.TryParse(version!.Text, out _))
        {
            fields.Fail(DiagnosticCodes.Validate, fields.ValueLocation(ItemKinds.PluginVersion), ItemMessages.BadPluginVersion(name!.Text, version.Text));
        }
        else if (alternatives.Any(known => known.Name == name!.Text))
        {
            fields.Fail(DiagnosticCodes.Validate, fields.ValueLocation(ItemKinds.PluginName), ItemMessages.SamePluginTwice(name!.Text));
        }
        else
        {
            alternatives.Add(new PluginVersion(name!.Text, version.Text));
        }

        return fields;
    }
}
