namespace FalcoRules.Text;

/// <summary>Whether a diagnostic stops the rules from being used.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The rules work, perhaps not as meant.</summary>
    Warning,

    /// <summary>The rules cannot be used.</summary>
    Error,
}
