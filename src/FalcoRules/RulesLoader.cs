using FalcoRules.Files;
using FalcoRules.Text;

namespace FalcoRules;

/// <summary>The front door: rules files in, a ruleset and findings out.</summary>
public static class RulesLoader
{
    /// <summary>
    /// Loads rules files in order, later ones over earlier ones. Never throws for what the files hold: every problem is a diagnostic, and
    /// all are reported at once.
    /// </summary>
    public static RulesLoadResult Load(IReadOnlyList<SourceText> files, RulesEnvironment environment)
    {
        var diagnostics = new List<Diagnostic>();
        var collection = new RulesCollection();
        var outlines = new Dictionary<SourceText, RulesOutline>();
        foreach (var source in files)
        {
            var file = YamlReader.Read(source, diagnostics);
            outlines[source] = new RulesOutline(file);
            RulesFileReader.Read(file, collection, environment.EngineVersion, diagnostics);
        }

        var hasPlugins = RequirementChecker.Check(collection.PluginRequirements, environment.Plugins, diagnostics);
        var ruleset = RulesCompiler.Compile(collection, environment, hasPlugins, diagnostics);
        var findings = Findings.Arrange(diagnostics, files, outlines);
        return new RulesLoadResult(findings.Any(finding => finding.Severity == DiagnosticSeverity.Error) ? null : ruleset, findings);
    }
}
