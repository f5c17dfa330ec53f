namespace FalcoRules.Text;

/// <summary>Shortcuts for adding diagnostics.</summary>
internal static class DiagnosticCollectionExtensions
{
    /// <summary>Reports a problem that prevents the use of the rules.</summary>
    public static void AddError(this ICollection<Diagnostic> diagnostics, DiagnosticCode code, SourceSpan location, string message) =>
        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, code.Name, location.Source, location.Span, message));

    /// <summary>Reports a problem that does not prevent the use of the rules.</summary>
    public static void AddWarning(this ICollection<Diagnostic> diagnostics, DiagnosticCode code, SourceSpan location, string message) =>
        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Warning, code.Name, location.Source, location.Span, message));
}
