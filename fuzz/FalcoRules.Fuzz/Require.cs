using FalcoRules.Text;

namespace FalcoRules.Fuzz;

/// <summary>Checks that hold for any input.</summary>
internal static class Require
{
    /// <summary>Throws if the condition is false.</summary>
    public static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException(what);
        }
    }

    /// <summary>Every diagnostic has a location inside its text and can be rendered.</summary>
    public static void CanBeShown(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            That(diagnostic.Span.Start >= 0 && diagnostic.Span.End <= diagnostic.Source.Text.Length, $"'{diagnostic.Message}' lies outside its text");
            That(diagnostic.Message.Length > 0 && diagnostic.Render().Length > 0, "a diagnostic says nothing");
        }
    }
}
