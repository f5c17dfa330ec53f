using FalcoRules;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Rules;

/// <summary>Loads rules for the loaded plugins.</summary>
internal static class RulesSetup
{
    /// <summary>Loads rules, and gives all findings back.</summary>
    public static RulesLoadResult Load(IReadOnlyList<SourceText> files, FalcoConfiguration configuration, PluginSet plugins) => RulesLoader.Load(files, new RulesEnvironment
    {
        Sources = plugins.EventSources,
        Plugins = plugins.Versions,
        MinimumPriority = configuration.MinimumPriority,
        OutputAdditions = configuration.OutputAdditions,
        Selections = configuration.RuleSelections,
    });

    /// <summary>Loads rules that are going to be used: warnings are logged.</summary>
    /// <exception cref="UserError">There is an error; the message has all of them.</exception>
    public static Ruleset LoadForUse(IReadOnlyList<SourceText> files, FalcoConfiguration configuration, PluginSet plugins, Log log)
    {
        foreach (var file in files)
        {
            log.Info($"Loading rules from {file.Name}");
        }

        var result = Load(files, configuration, plugins);
        foreach (var warning in result.Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Warning))
        {
            log.Warning(warning.Render());
        }

        return result.Ruleset ?? throw new UserError($"the rules cannot be used\n{Rendered(result.Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error))}");
    }

    /// <summary>Findings, one under the other.</summary>
    public static string Rendered(IEnumerable<Diagnostic> findings) => string.Join("\n", findings.Select(finding => finding.Render()));
}
