using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Leaves out warnings that are switched off, and makes errors of those that count as errors.</summary>
internal static class LintFilter
{
    /// <summary>A comment with this and codes switches warnings off: in the line of the warning, or in the first line of the item.</summary>
    private const string Comment = "# k8saudit:ignore ";

    private static readonly char[] _separators = [' ', ','];

    public static ImmutableArray<Diagnostic> Apply(IEnumerable<Diagnostic> diagnostics, LintOptions options) =>
        [.. diagnostics.Where(diagnostic => !IsIgnored(diagnostic, options)).Select(diagnostic => WithSeverity(diagnostic, options))];

    private static Diagnostic WithSeverity(Diagnostic diagnostic, LintOptions options) =>
        Names(options.Errors, diagnostic.Code) ? diagnostic with { Severity = DiagnosticSeverity.Error } : diagnostic;

    private static bool IsIgnored(Diagnostic diagnostic, LintOptions options) =>
        diagnostic.Severity == DiagnosticSeverity.Warning && (Names(options.Ignored, diagnostic.Code) || IsIgnoredByComment(diagnostic));

    private static bool IsIgnoredByComment(Diagnostic diagnostic) =>
        diagnostic.Path.Select(part => part.Location.Span.Start)
            .Append(diagnostic.Span.Start)
            .Select(offset => diagnostic.Source.Line(diagnostic.Source.Position(offset).Line))
            .Any(line => Names(CodesIn(line), diagnostic.Code));

    private static HashSet<string> CodesIn(string line) =>
        line.IndexOf(Comment, StringComparison.Ordinal) is var start and >= 0
            ? [.. line[(start + Comment.Length)..].Split(_separators, StringSplitOptions.RemoveEmptyEntries)]
            : [];

    private static bool Names(IReadOnlySet<string> codes, string code) => codes.Contains(code) || codes.Contains(LintOptions.All);
}
