namespace FalcoRules.Text;

/// <summary>A kind of diagnostic: <c>LOAD_…</c> with Falco's name and meaning, or <c>LINT_…</c>, a check that Falco does not have.</summary>
/// <param name="Name">The name. It is stable: scripts and comments in rules files use it.</param>
/// <param name="Meaning">What it means, in one line without a period.</param>
public sealed record DiagnosticCode(string Name, string Meaning)
{
    private const string ErrorPrefix = "LOAD_ERR_";
    private const string LintPrefix = "LINT_";

    /// <summary>The cause and its consequence, in sentences.</summary>
    public required string Why { get; init; }

    /// <summary>What to do, in sentences.</summary>
    public required string Remedy { get; init; }

    /// <summary>A condition, or items of a rules file, that cause it; empty for no example.</summary>
    public string Wrong { get; init; } = "";

    /// <summary>The same without the problem; empty for no example.</summary>
    public string Right { get; init; } = "";

    /// <summary>Whether the rules cannot be used.</summary>
    public bool IsError => Name.StartsWith(ErrorPrefix, StringComparison.Ordinal);

    /// <summary>Whether it is a check of this project, which runs only when rules are validated.</summary>
    public bool IsLint => Name.StartsWith(LintPrefix, StringComparison.Ordinal);
}
