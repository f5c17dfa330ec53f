using FalcoRules.Compile;
using FalcoRules.Descriptions;
using FalcoRules.Items;
using FalcoRules.Report;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Loading;

/// <summary>The entry point: loads rules files into a ruleset and diagnostics.</summary>
public static class RulesLoader
{
    /// <summary>
    /// Loads rules files in order, later ones over earlier ones. Never throws because of their content: every problem is a diagnostic, and
    /// all are reported at once.
    /// </summary>
    public static RulesLoadResult Load(IReadOnlyList<SourceText> files, RulesEnvironment environment)
    {
        var diagnostics = new List<Diagnostic>();
        var outlines = new Dictionary<SourceText, RulesOutline>();
        var (_, rules) = Compile(files, environment, outlines, diagnostics);
        var arranged = DiagnosticArranger.Arrange(diagnostics, files, outlines);
        return new RulesLoadResult(arranged.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? null : rules.Ruleset, arranged);
    }

    /// <summary>Describes the definitions of rules files and their compiled form. The description is incomplete if a file has an error.</summary>
    public static RulesDescription Describe(IReadOnlyList<SourceText> files, RulesEnvironment environment)
    {
        var (collection, rules) = Compile(files, environment, [], []);
        return new RulesDescriber(collection, rules).Describe();
    }

    private static (RulesCollection Collection, CompiledRules Rules) Compile(
        IReadOnlyList<SourceText> files, RulesEnvironment environment, Dictionary<SourceText, RulesOutline> outlines, List<Diagnostic> diagnostics)
    {
        var collection = new RulesCollection();
        foreach (var source in files)
        {
            var file = YamlReader.Read(source, diagnostics);
            outlines[source] = new RulesOutline(file);
            RulesFileReader.Read(file, collection, environment.EngineVersion, diagnostics);
        }

        var hasPlugins = RequirementChecker.Check(collection.PluginRequirements, environment.Plugins, diagnostics);
        return (collection, RulesCompiler.Compile(collection, environment, hasPlugins, diagnostics));
    }
}
