using System.Collections.Immutable;
using FalcoRules.Binding;
using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Formatting;

/// <summary>An output's text in, a template and findings out.</summary>
internal static class OutputTemplateCompiler
{
    /// <summary>Compiles an output. <paramref name="extraFields"/> are further entries of <c>output_fields</c>.</summary>
    /// <returns>The template; null where there is an error, which is then in <paramref name="diagnostics"/>.</returns>
    public static OutputTemplate? Compile(
        MappedText text,
        IReadOnlyList<ExtraField> extraFields,
        EventSource source,
        SlotTable slots,
        ICollection<Diagnostic> diagnostics)
    {
        var findings = new FindingList(diagnostics, Messages.OutputCode) { IsUnknownFieldAlways = true };
        var binder = new OutputFieldBinder(source, slots, findings);
        var pieces = Read(text, binder, findings);
        foreach (var field in extraFields.Where(field => field.Format != ""))
        {
            AddExtraField(field, binder, source, slots, findings);
        }

        return findings.HasErrors ? null : new OutputTemplate(text.Text, pieces, binder.Fields);
    }

    private static ImmutableArray<OutputPiece> Read(MappedText text, OutputFieldBinder binder, FindingList findings)
    {
        try
        {
            return new OutputReader(text, binder).Read();
        }
        catch (SyntaxException error)
        {
            findings.Error(error.Location, error.Message);
            return [];
        }
    }

    /// <summary>A field by its own name keeps its type; a format makes a text, and so does a transformer.</summary>
    private static void AddExtraField(ExtraField field, OutputFieldBinder binder, EventSource source, SlotTable slots, FindingList findings)
    {
        var text = MappedText.Whole(new SourceText(Messages.ExtraFieldName(field.Name), field.Format ?? $"%{field.Name}"));
        var own = new OutputFieldBinder(source, slots, findings);
        var pieces = Read(text, own, findings);
        var isField = field.Format is null && own.Fields.Length == 1 && own.Fields[0].Name == field.Name;
        binder.Add(isField ? own.Fields[0] : new OutputField(field.Name, pieces));
    }
}
