using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>Diagnostics about one condition or output.</summary>
/// <param name="diagnostics">Receives them.</param>
/// <param name="errorCode">Falco's name for an error in it.</param>
internal sealed class DiagnosticReporter(ICollection<Diagnostic> diagnostics, DiagnosticCode errorCode)
{
    /// <summary>Whether there was an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>
    /// Whether every error counts as a field that does not exist; false by default. Falco reports everything that it cannot parse after a '%' as an unknown
    /// filter (libsinsp, eventformatter.cpp), so that a rule may use fields of a newer engine (skip-if-unknown-filter).
    /// </summary>
    public bool IsUnknownFieldAlways { get; init; }

    /// <summary>Reports an error.</summary>
    public void Error(SourceSpan location, string message) => Add(location, message, IsUnknownFieldAlways);

    /// <summary>Reports a field that does not exist.</summary>
    public void UnknownField(SourceSpan location, string message) => Add(location, message, true);

    /// <summary>Reports a warning.</summary>
    public void Warning(DiagnosticCode code, SourceSpan location, string message) => diagnostics.AddWarning(code, location, message);

    private void Add(SourceSpan location, string message, bool isUnknownField)
    {
        HasErrors = true;
        diagnostics.Add(new Diagnostic(DiagnosticSeverity.Error, errorCode.Name, location.Source, location.Span, message) { IsUnknownField = isUnknownField });
    }
}
