namespace FalcoRules.Text;

/// <summary>Whether a diagnostic prevents the use of the rules.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The rules can be used, but may not behave as intended.</summary>
    Warning,

    /// <summary>The rules cannot be used.</summary>
    Error,
}
