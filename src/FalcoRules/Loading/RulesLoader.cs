using System.Collections.Immutable;
using FalcoRules.Compile;
using FalcoRules.Descriptions;
using FalcoRules.Explanations;
using FalcoRules.Items;
using FalcoRules.Lints;
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
        return new RulesLoadResult(HasErrors(arranged) ? null : rules.Ruleset, arranged);
    }

    /// <summary>Loads rules files like <see cref="Load"/>, and checks them for mistakes that Falco does not report. Takes more time than loading.</summary>
    public static RulesLoadResult Lint(IReadOnlyList<SourceText> files, RulesEnvironment environment, LintOptions options)
    {
        var diagnostics = new List<Diagnostic>();
        var outlines = new Dictionary<SourceText, RulesOutline>();
        var (collection, rules) = Compile(files, environment, outlines, diagnostics);
        RulesLinter.Run(collection, rules, environment.Sources, options.Matching, diagnostics);
        var arranged = LintFilter.Apply(DiagnosticArranger.Arrange(diagnostics, files, outlines), options);
        return new RulesLoadResult(HasErrors(arranged) ? null : rules.Ruleset, arranged);
    }

    /// <summary>Describes the definitions of rules files and their compiled form. The description is incomplete if a file has an error.</summary>
    public static RulesDescription Describe(IReadOnlyList<SourceText> files, RulesEnvironment environment)
    {
        var (collection, rules) = Compile(files, environment, [], []);
        return new RulesDescriber(collection, rules).Describe();
    }

    /// <summary>
    /// Compiles rules files that load without an error into explainers: for each event source that has enabled rules, its rules with a result for each part
    /// of their conditions.
    /// </summary>
    /// <param name="files">The rules files.</param>
    /// <param name="environment">The sources, plugins and settings to compile for.</param>
    /// <param name="contextFields">Names of fields to read besides those of the rules; a source that does not have one leaves it out.</param>
    /// <param name="withListItems">Whether each item of a list gets a test of its own, which <see cref="Coverage"/> needs.</param>
    /// <exception cref="ArgumentException">The files have an error.</exception>
    public static ImmutableArray<SourceExplainer> Explain(
        IReadOnlyList<SourceText> files, RulesEnvironment environment, IReadOnlyList<string> contextFields, bool withListItems = false)
    {
        var diagnostics = new List<Diagnostic>();
        var (collection, rules) = Compile(files, environment, [], diagnostics);
        if (diagnostics.Find(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new ArgumentException(error.Render(), nameof(files));
        }

        return
        [
            .. environment.Sources.Where(source => rules.Ruleset.Program(source.Name) is not null)
                .Select(source => ExplainerBuilder.Build(collection, rules, source, contextFields, withListItems)),
        ];
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

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
