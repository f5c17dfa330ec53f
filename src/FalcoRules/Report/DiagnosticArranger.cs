using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Report;

/// <summary>Sorts diagnostics for reading.</summary>
internal static class DiagnosticArranger
{
    /// <summary>
    /// Sorts diagnostics by file and location, adds their context, and removes duplicates at the same location: an error in a macro is
    /// found in each rule that uses it.
    /// </summary>
    public static ImmutableArray<Diagnostic> Arrange(
        IEnumerable<Diagnostic> diagnostics, IReadOnlyList<SourceText> files, IReadOnlyDictionary<SourceText, RulesOutline> outlines)
    {
        var order = new Dictionary<SourceText, int>();
        foreach (var file in files)
        {
            order.TryAdd(file, order.Count);
        }

        return
        [
            .. diagnostics
                .DistinctBy(diagnostic => (diagnostic.Severity, diagnostic.Code, diagnostic.Source.Name, diagnostic.Span, diagnostic.Message))
                .OrderBy(diagnostic => order.GetValueOrDefault(diagnostic.Source, int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Span.Start)
                .ThenByDescending(diagnostic => diagnostic.Severity)
                .Select(diagnostic =>
                    outlines.TryGetValue(diagnostic.Source, out var outline) ? diagnostic with { Path = outline.PathTo(diagnostic.Span) } : diagnostic),
        ];
    }
}
