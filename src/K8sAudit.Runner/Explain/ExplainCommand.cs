using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.Explain;

/// <summary><c>explain</c>: for each event, why rules match it or not.</summary>
internal sealed class ExplainCommand(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
{
    /// <summary>Reads the input and explains its events.</summary>
    /// <param name="source">The event source that reads the input.</param>
    /// <param name="output">Where the explanations are written.</param>
    /// <exception cref="UserError">The rules cannot be used, there is no such rule, or no event has the audit ID.</exception>
    /// <exception cref="PluginFailedException">The input cannot be read.</exception>
    public void Execute(string source, TextWriter output)
    {
        var setup = new RulesSetup(configuration, plugins, log);
        var files = RulesSetup.Read(setup.Paths(options.RulesFiles));
        setup.LoadForUse(files);
        var explainer = setup.Explain(files, EventContext.Fields).FirstOrDefault(explainer => explainer.Source == source)
            ?? throw new UserError(RunnerMessages.NoRulesForSource(source));
        var arguments = ExplainArguments.Of(options.Arguments);
        var rules = arguments.Rule is { } rule ? [RuleName.Find(rule, explainer.Rules)] : explainer.Rules;
        var text = new ExplanationText(options.ShowAll, output);
        var missing = options.AuditIds.ToHashSet();
        using var replay = new EventReplay(plugins, source, explainer.Slots, log);
        var events = replay.Read(arguments.OpenParameters, (values, current, payload) =>
        {
            var context = new EventContext(explainer.ContextFields, values);
            if (options.AuditIds.Count > 0 && !options.AuditIds.Contains(context.AuditId))
            {
                return;
            }

            missing.Remove(context.AuditId);
            Write(new EventExplanation(current.Number, context, EventExplanation.Explain(rules, configuration.RuleMatching, values, payload)), text, output);
        });
        if (events == 0)
        {
            throw new UserError(RunnerMessages.NothingToExplain(string.Join(", ", arguments.Inputs)));
        }

        if (missing.Count > 0)
        {
            throw new UserError(RunnerMessages.NoSuchAuditId(missing, string.Join(", ", arguments.Inputs)));
        }
    }

    private void Write(EventExplanation explanation, ExplanationText text, TextWriter output)
    {
        if (options.ReportFormat == ReportFormat.Json)
        {
            ExplanationJson.Write(explanation, output);
        }
        else
        {
            text.Write(explanation);
        }
    }
}
