using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>Reads a rule's <c>exceptions</c>.</summary>
internal static class ExceptionReader
{
    /// <summary>Reads them; an invalid one is reported and omitted.</summary>
    /// <param name="rule">The rule's item.</param>
    /// <param name="appends">Whether they are appended to existing exceptions.</param>
    /// <param name="diagnostics">Receives the diagnostics.</param>
    public static List<ExceptionDefinition> Read(ItemFields rule, bool appends, ICollection<Diagnostic> diagnostics)
    {
        var exceptions = new List<ExceptionDefinition>();
        foreach (var node in rule.Get(ItemKinds.Exceptions, []))
        {
            if (node is not YamlMapping item)
            {
                rule.Fail(DiagnosticCodes.YamlValidate, node.Location, ItemMessages.ExceptionIsNotMapping(node.Description));
                continue;
            }

            if (ReadOne(item, rule, appends, diagnostics) is { } exception)
            {
                WarnOfSameName(exception, exceptions, rule);
                exceptions.Add(exception);
            }
        }

        return exceptions;
    }

    private static ExceptionDefinition? ReadOne(YamlMapping item, ItemFields rule, bool appends, ICollection<Diagnostic> diagnostics)
    {
        var fields = new ItemFields(item, ItemKinds.ExceptionItem, diagnostics);
        fields.Require();
        fields.TryGet(ItemKinds.ExceptionName, out var name);
        fields.TryGet(ItemKinds.Fields, out var names);
        fields.TryGet(ItemKinds.Comparisons, out var comparisons);
        var values = fields.Get(ItemKinds.Values, []);
        if (fields.HasErrors || name is null)
        {
            rule.MarkBroken();
            return null;
        }

        var location = fields.ValueLocation(ItemKinds.ExceptionName);
        if (appends && !fields.Has(ItemKinds.Values))
        {
            fields.Warn(DiagnosticCodes.AppendNoValues, location, ItemMessages.ExceptionWithoutValues(name.Text));
        }

        return new ExceptionDefinition(name.Text, location, names, comparisons, values);
    }

    private static void WarnOfSameName(ExceptionDefinition exception, List<ExceptionDefinition> others, ItemFields rule)
    {
        if (others.Any(other => other.Name == exception.Name))
        {
            rule.Warn(DiagnosticCodes.ExceptionNameNotUnique, exception.Location, ItemMessages.SameExceptionName(exception.Name));
        }
    }
}
