using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>The decoders for the values of keys.</summary>
internal static class ValueDecoders
{
    private static readonly string[] _true = ["y", "yes", "true", "on"];
    private static readonly string[] _false = ["n", "no", "false", "off"];

    /// <summary>A string that is not empty.</summary>
    public static bool Text(YamlNode node, string key, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out MappedText? value)
    {
        value = node is YamlScalar { IsNull: false, Value.Length: > 0 } scalar ? scalar.Text : null;
        return value is not null || Refuse(node, diagnostics, ItemMessages.NotString(key, node.Description));
    }

    /// <summary>A string that may be empty or null.</summary>
    public static bool OptionalText(YamlNode node, string key, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out string? value)
    {
        value = node is YamlScalar scalar ? scalar.IsNull ? "" : scalar.Value : null;
        return value is not null || Refuse(node, diagnostics, ItemMessages.NotString(key, node.Description));
    }

    /// <summary>A boolean, in all the spellings of YAML 1.1.</summary>
    public static bool Boolean(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out bool value)
    {
        var text = (node as YamlScalar)?.Value ?? "";
        value = _true.Contains(text, StringComparer.OrdinalIgnoreCase);
        return value || _false.Contains(text, StringComparer.OrdinalIgnoreCase) || Refuse(node, diagnostics, ItemMessages.NotBoolean(key, node.Description));
    }

    /// <summary>A whole number from 0.</summary>
    public static bool Number(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out uint value)
    {
        value = 0;
        return (node is YamlScalar scalar && uint.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            || Refuse(node, diagnostics, ItemMessages.NotNumber(key, node.Description));
    }

    /// <summary>A priority in upper or lower case.</summary>
    public static bool Priority(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out Priority value)
    {
        value = default;
        return (node is YamlScalar scalar && Priorities.TryParse(scalar.Value, out value))
            || Refuse(
                node,
                diagnostics,
                ItemMessages.NotPriority(node.Description, node is YamlScalar { Value: var text } ? OtherPriorityNames.Nearest(text) : null));
    }

    /// <summary>A sequence of strings.</summary>
    public static bool TextList(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out ImmutableArray<YamlScalar> value)
    {
        value = [];
        if (node is not YamlSequence sequence)
        {
            return Refuse(node, diagnostics, ItemMessages.NotSequence(key, node.Description));
        }

        var wrong = sequence.Items.Where(item => item is not YamlScalar { IsNull: false }).ToList();
        foreach (var item in wrong)
        {
            diagnostics.AddError(DiagnosticCodes.YamlValidate, item.Location, ItemMessages.ItemIsNotString(key, item.Description));
        }

        value = [.. sequence.Items.OfType<YamlScalar>()];
        return wrong.Count == 0;
    }

    /// <summary>A sequence of any values, or null for an empty one.</summary>
    public static bool Sequence(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out ImmutableArray<YamlNode> value)
    {
        value = node is YamlSequence sequence ? sequence.Items : [];
        return node is YamlSequence || node.IsNull || Refuse(node, diagnostics, ItemMessages.NotSequence(key, node.Description));
    }

    /// <summary>A mapping, or null for an empty one.</summary>
    public static bool Mapping(YamlNode node, string key, ICollection<Diagnostic> diagnostics, out ImmutableArray<YamlEntry> value)
    {
        value = node is YamlMapping mapping ? mapping.Entries : [];
        return node is YamlMapping || node.IsNull || Refuse(node, diagnostics, ItemMessages.NotMapping(key, node.Description));
    }

    /// <summary>A string or a sequence of strings.</summary>
    public static bool OneOrMore(YamlNode node, string key, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out OneOrMore? value)
    {
        if (node is YamlSequence)
        {
            var isList = TextList(node, key, diagnostics, out var items);
            value = isList ? new OneOrMore(items, true) : null;
            return isList;
        }

        value = node is YamlScalar { IsNull: false, Value.Length: > 0 } scalar ? new OneOrMore([scalar], false) : null;
        return value is not null || Refuse(node, diagnostics, ItemMessages.NotOneOrMore(key, node.Description));
    }

    private static bool Refuse(YamlNode node, ICollection<Diagnostic> diagnostics, string message)
    {
        diagnostics.AddError(DiagnosticCodes.YamlValidate, node.Location, message);
        return false;
    }
}
