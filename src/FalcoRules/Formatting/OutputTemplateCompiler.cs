using System.Collections.Immutable;
using FalcoRules.Binding;
using FalcoRules.Fields;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Formatting;

/// <summary>An output's text in, a template and findings out.</summary>
internal static class OutputTemplateCompiler
{
    /// <summary>Compiles an output. <paramref name="extraFields"/> are entries of <c>output_fields</c> with a name and a format of their own.</summary>
    /// <returns>The template; null where there is an error, which is then in <paramref name="diagnostics"/>.</returns>
    public static OutputTemplate? Compile(
        MappedText text,
        IReadOnlyList<KeyValuePair<string, string>> extraFields,
        EventSource source,
        SlotTable slots,
        ICollection<Diagnostic> diagnostics)
    {
        var findings = new FindingList(diagnostics, Messages.OutputCode);
        var binder = new OutputFieldBinder(source, slots, findings);
        var pieces = Read(text, binder, findings);
        foreach (var (name, format) in extraFields)
        {
            AddExtraField(name, format, binder, source, slots, findings);
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

    private static void AddExtraField(string name, string format, OutputFieldBinder binder, EventSource source, SlotTable slots, FindingList findings)
    {
        var text = MappedText.Whole(new SourceText(Messages.ExtraFieldName(name), format));
        var own = new OutputFieldBinder(source, slots, findings);
        var pieces = Read(text, own, findings);

        // A field by its own name keeps its type; any other format makes a text.
        var isField = own.Fields.Length == 1 && format.TrimStart('*') == "%" + name;
        if (format.Length > 0)
        {
            binder.Add(isField ? own.Fields[0] : new OutputField(name, pieces));
        }
    }
}
