using FalcoRules.Binding;
using FalcoRules.Fields;
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
        ICollection<Diagnostic> diagnostics) => throw new NotImplementedException();
}
