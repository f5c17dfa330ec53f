using System.Collections.Immutable;
using FalcoRules;
using FalcoRules.Descriptions;
using FalcoRules.Explanations;
using FalcoRules.Lints;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Rules;

/// <summary>Rules for the loaded plugins: those of <c>-r</c>, else those of falco.yaml, else the default rules.</summary>
internal sealed class RulesSetup(FalcoConfiguration configuration, PluginSet plugins, Log log)
{
    /// <summary>The files and directories that are to be used.</summary>
    /// <param name="commandLine">Those of the command line; none for those of the configuration.</param>
    public IReadOnlyList<string> Paths(IReadOnlyList<string> commandLine) => commandLine.Count > 0 ? commandLine : Configured();

    /// <summary>Whether there is a rules file or a directory at a path.</summary>
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    /// <summary>Reads files and directories.</summary>
    /// <exception cref="UserError">There are none.</exception>
    public static RulesFilesResult Read(IReadOnlyList<string> paths)
    {
        var files = RulesFiles.Read(paths);
        return files.Files.Length + files.Diagnostics.Length > 0
            ? files
            : throw new UserError("there are no rules files; name files or directories with -r, or under rules_files");
    }

    /// <summary>Loads rules, and gives all diagnostics back.</summary>
    public RulesLoadResult Load(RulesFilesResult files) => RulesLoader.Load(files.Files, Environment);

    /// <summary>Loads rules, checks them for mistakes that Falco does not report, and gives all diagnostics back.</summary>
    public RulesLoadResult Lint(RulesFilesResult files, LintOptions options) =>
        RulesLoader.Lint(files.Files, Environment, options with { Matching = configuration.RuleMatching });

    /// <summary>Says what rules files that load define.</summary>
    public RulesDescription Describe(RulesFilesResult files) => RulesLoader.Describe(files.Files, Environment);

    /// <summary>Compiles rules files that load so that each part of a condition has a result of its own.</summary>
    public ImmutableArray<SourceExplainer> Explain(RulesFilesResult files, IReadOnlyList<string> contextFields, bool withListItems = false) =>
        RulesLoader.Explain(files.Files, Environment, contextFields, withListItems);

    /// <summary>Loads rules that are going to be used: warnings are logged.</summary>
    /// <exception cref="UserError">There is an error; the message has all of them.</exception>
    public Ruleset LoadForUse(RulesFilesResult files)
    {
        foreach (var file in files.Files)
        {
            log.Info($"Loading rules from {file.Name}");
            if (string.IsNullOrWhiteSpace(file.Text))
            {
                log.Warning(RunnerMessages.EmptyRulesFile(file.Name));
            }
        }

        var result = Load(files);
        var diagnostics = files.Diagnostics.AddRange(result.Diagnostics);
        foreach (var warning in diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning))
        {
            log.Warning(warning.Render());
        }

        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Render()).ToList();
        return errors.Count == 0 && result.Ruleset is { } ruleset ? ruleset : throw new UserError($"the rules cannot be used\n{string.Join('\n', errors)}");
    }

    private RulesEnvironment Environment => new()
    {
        Sources = plugins.EventSources,
        Plugins = plugins.Versions,
        MinimumPriority = configuration.MinimumPriority,
        OutputAdditions = configuration.OutputAdditions,
        Selections = configuration.RuleSelections,
    };

    /// <summary>The configured paths that exist; Falco skips the others, too.</summary>
    private IReadOnlyList<string> Configured()
    {
        if (configuration.RulesFiles is not { } paths)
        {
            return BuiltInDefaults.RulesFiles;
        }

        foreach (var path in paths.Where(path => !Exists(path)))
        {
            log.Warning($"rules_files: {path} does not exist and is skipped");
        }

        if (paths.Any(Exists))
        {
            return [.. paths.Where(Exists)];
        }

        log.Warning(RunnerMessages.NoRulesConfigured(BuiltInDefaults.RulesFiles));
        return BuiltInDefaults.RulesFiles;
    }
}
