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

    /// <summary>Every finding lies within its text and can be shown.</summary>
    public static void CanBeShown(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings)
        {
            That(finding.Span.Start >= 0 && finding.Span.End <= finding.Source.Text.Length, $"'{finding.Message}' lies outside its text");
            That(finding.Message.Length > 0 && finding.Render().Length > 0, "a finding says nothing");
        }
    }
}
