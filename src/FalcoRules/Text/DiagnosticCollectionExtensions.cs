namespace FalcoRules.Text;

/// <summary>Short ways to report.</summary>
internal static class DiagnosticCollectionExtensions
{
    /// <summary>Reports something that stops the rules from being used.</summary>
    public static void AddError(this ICollection<Diagnostic> diagnostics, DiagnosticCode code, SourceSpan place, string message) =>
        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, code.Name, place.Source, place.Span, message));

    /// <summary>Reports something that does not.</summary>
    public static void AddWarning(this ICollection<Diagnostic> diagnostics, DiagnosticCode code, SourceSpan place, string message) =>
        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Warning, code.Name, place.Source, place.Span, message));
}
