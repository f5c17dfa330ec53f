using FalcoRules.Text;

namespace FalcoRules;

/// <summary>The front door: rules files in, a ruleset and findings out.</summary>
public static class RulesLoader
{
    /// <summary>
    /// Loads rules files in order, later ones over earlier ones. Never throws for what the files hold: every problem is a diagnostic, and
    /// all are reported at once.
    /// </summary>
    public static RulesLoadResult Load(IReadOnlyList<SourceText> files, RulesEnvironment environment) => throw new NotImplementedException();
}
