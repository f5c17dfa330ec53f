using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>A check of one constant: a row of <see cref="ValueLints"/>.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Check">The message about a constant; null if there is nothing to say.</param>
internal sealed record ValueLint(DiagnosticCode Code, Func<ComparedValue, string?> Check);
