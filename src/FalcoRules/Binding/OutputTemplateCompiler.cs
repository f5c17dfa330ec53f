using System.Collections.Immutable;
using FalcoRules.Fields;
using FalcoRules.Formatting;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>Compiles the text of an output into a template.</summary>
internal static class OutputTemplateCompiler
{
    /// <summary>Compiles an output. <paramref name="extraFields"/> are further entries of <c>output_fields</c>.</summary>
    /// <returns>The template; null if there is an error, which is added to <paramref name="diagnostics"/>.</returns>
    public static OutputTemplate? Compile(
        MappedText text,
        IReadOnlyList<ExtraField> extraFields,
        EventSource source,
        SlotTable slots,
        ICollection<Diagnostic> diagnostics)
    {
        var reporter = new DiagnosticReporter(diagnostics, DiagnosticCodes.CompileOutput) { IsUnknownFieldAlways = true };
        var binder = new OutputFieldBinder(source, slots, reporter);
        var pieces = Read(text, binder, reporter);
        foreach (var field in extraFields.Where(field => field.Format != ""))
        {
            AddExtraField(field, binder, source, slots, reporter);
        }

        return reporter.HasErrors ? null : new OutputTemplate(text.Text, pieces, binder.Fields);
    }

    private static ImmutableArray<OutputPiece> Read(MappedText text, OutputFieldBinder binder, DiagnosticReporter reporter)
    {
        try
        {
            return new OutputReader(text, binder).Read();
        }
        catch (SyntaxException error)
        {
            reporter.Error(error.Location, error.Message);
            return [];
        }
    }

    /// <summary>A field under its own name keeps its type; a format produces a string, and so does a transformer.</summary>
    private static void AddExtraField(ExtraField field, OutputFieldBinder binder, EventSource source, SlotTable slots, DiagnosticReporter reporter)
    {
        var text = MappedText.Whole(new SourceText(BindingMessages.ExtraFieldName(field.Name), field.Format ?? $"%{field.Name}"));
        var own = new OutputFieldBinder(source, slots, reporter);
        var pieces = Read(text, own, reporter);
        var isField = field.Format is null && own.Fields.Length == 1 && own.Fields[0].Name == field.Name;
        binder.Add(isField ? own.Fields[0] : new OutputField(field.Name, pieces));
    }
}
