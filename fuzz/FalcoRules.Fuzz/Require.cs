using FalcoRules.Text;

namespace FalcoRules.Fuzz;

/// <summary>What must hold whatever the input is.</summary>
internal static class Require
{
    /// <summary>Throws where the condition does not hold.</summary>
    public static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }

    /// <summary>Every diagnostic lies within its text and can be shown.</summary>
    public static void CanBeShown(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            That(diagnostic.Span.Start >= 0 && diagnostic.Span.End <= diagnostic.Source.Text.Length, $"'{diagnostic.Message}' lies outside its text");
            That(diagnostic.Message.Length > 0 && diagnostic.Render().Length > 0, "a diagnostic says nothing");
        }
    }
}
