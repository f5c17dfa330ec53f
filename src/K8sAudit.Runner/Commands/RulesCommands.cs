using FalcoRules.Lints;
using FalcoRules.Loading;
using FalcoRules.Report;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-V</c>, <c>-L</c> and <c>-l</c>: whether rules are right, and what they are.</summary>
internal sealed class RulesCommands(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
{
    private readonly RulesSetup _rules = new(configuration, plugins, log);

    /// <summary>Says what is wrong with rules files; with <c>-L</c> or <c>-l</c> also what is in them, where they are right.</summary>
    /// <param name="named">The files and directories; none for those that a run would use.</param>
    /// <param name="output">Where it is written.</param>
    /// <returns>Whether they can be used.</returns>
    public bool Validate(IReadOnlyList<string> named, TextWriter output)
    {
        var files = RulesSetup.Read(_rules.Paths(named.Count > 0 ? named : options.RulesFiles));
        var report = _rules.Lint(files, new LintOptions { Errors = options.ErrorCodes, Ignored = options.IgnoredCodes }).CreateReport(files);
        var descriptions = report.Succeeded && options.DescribesRules ? Descriptions(files) : null;
        if (configuration.JsonOutput)
        {
            WriteJson(report, descriptions, output);
        }
        else
        {
            WriteText(report, descriptions, output);
        }

        return report.Succeeded;
    }

    /// <summary>Says what is in the rules files that a run would use.</summary>
    /// <exception cref="UserError">They cannot be used, or there is no such rule.</exception>
    public void Describe(TextWriter output)
    {
        var files = RulesSetup.Read(_rules.Paths(options.RulesFiles));
        _rules.LoadForUse(files);
        var descriptions = Descriptions(files);
        if (configuration.JsonOutput)
        {
            FalcoJson.WriteLine(output, descriptions.WriteJson);
        }
        else
        {
            descriptions.WriteText(output);
        }
    }

    /// <summary>Prints the configuration, the rules that a run would use, and the environment (<c>--support</c>).</summary>
    public void WriteSupport(TextWriter output) => SupportReport.Write(configuration, plugins, RulesSetup.Read(_rules.Paths(options.RulesFiles)), output);

    private RuleDescriptions Descriptions(RulesFilesResult files) => new(_rules.Describe(files), plugins, options.DescribeRule);

    private static void WriteJson(ValidationReport report, RuleDescriptions? descriptions, TextWriter output) => FalcoJson.WriteLine(output, json =>
    {
        json.WriteStartObject();
        if (descriptions is not null)
        {
            json.WritePropertyName("falco_describe_results");
            descriptions.WriteJson(json);
        }

        report.WriteJson(json);
        json.WriteEndObject();
    });

    private static void WriteText(ValidationReport report, RuleDescriptions? descriptions, TextWriter output)
    {
        report.WriteText(output);
        if (descriptions is not null)
        {
            output.Write("\n");
            descriptions.WriteText(output);
        }
    }
}
