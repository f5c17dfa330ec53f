using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>Puts findings in the order in which people read them.</summary>
internal static class Findings
{
    /// <summary>
    /// Sorts findings by file and place, says what each stands in, and says the same about the same place only once: a macro's mistake is
    /// found again in each rule that uses it.
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
                .Distinct()
                .OrderBy(finding => order.GetValueOrDefault(finding.Source, int.MaxValue))
                .ThenBy(finding => finding.Span.Start)
                .ThenByDescending(finding => finding.Severity)
                .Select(finding => outlines.TryGetValue(finding.Source, out var outline) ? finding with { Path = outline.PathTo(finding.Span) } : finding),
        ];
    }
}
