namespace FalcoRules.Text;

/// <summary>A kind of diagnostic, with Falco's name.</summary>
/// <param name="Name">The name, <c>LOAD_…</c>.</param>
/// <param name="Meaning">What it means, in one line.</param>
public sealed record DiagnosticCode(string Name, string Meaning);
