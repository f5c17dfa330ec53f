using System.Collections.Immutable;
using FalcoRules;
using FalcoRules.Explanations;
using FalcoRules.Fields;
using FalcoRules.Loading;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.RuleTests;

/// <summary>
/// Compiled rules, for all tests that use the same rules files. Each reading has plugin instances of its own, because plugins remember earlier events
/// (<c>ka.stage.first</c>), and a test must not depend on the one before.
/// </summary>
internal sealed class TestedRules
{
    private readonly RulesSetup _setup;
    private readonly RulesFilesResult _files;
    private readonly PluginSet _plugins;
    private readonly string _source;
    private readonly Log _log;
    private readonly RuleProgram _program;
    private SourceExplainer? _explainer;

    /// <exception cref="UserError">The rules cannot be used.</exception>
    public TestedRules(RulesSetup setup, RulesFilesResult files, PluginSet plugins, string source, Log log)
    {
        (_setup, _files, _plugins, _source, _log) = (setup, files, plugins, source, log);
        var ruleset = setup.LoadForUse(files);
        _program = ruleset.Program(source) ?? throw new UserError(RunnerMessages.NoRulesForSource(source));
        RuleNames = [.. ruleset.Rules.Where(rule => rule.Enabled).Select(rule => rule.Name)];
    }

    /// <summary>The names of the enabled rules.</summary>
    public IReadOnlyList<string> RuleNames { get; }

    /// <summary>The alerts that the events of a file raise.</summary>
    /// <param name="input">The path of the file.</param>
    /// <param name="matching">Which of several matching rules are reported.</param>
    /// <param name="events">The number of events that were read.</param>
    /// <exception cref="PluginFailedException">The file cannot be read.</exception>
    public IReadOnlyList<RaisedAlert> Evaluate(string input, RuleMatching matching, out long events)
    {
        var alerts = new List<RaisedAlert>();
        var matches = new List<Rule>();
        var number = 0ul;
        events = Read(_program.Slots, input, (values, _, _) =>
        {
            number++;
            matches.Clear();
            _program.Match(values, matching, matches);
            alerts.AddRange(matches.Select(rule => RaisedAlert.Of(rule, number, values)));
        });
        return alerts;
    }

    /// <summary>Why a rule matches none of the events of a file: a line for each event.</summary>
    public IReadOnlyList<string> WhyNot(string rule, string input)
    {
        var lines = new List<string>();
        var number = 0;
        var explained = Explainer.Rules.First(candidate => candidate.Rule.Name == rule);
        Read(Explainer.Slots, input, (values, _, _) =>
        {
            number++;
            var result = explained.Explain(values);
            lines.Add(
                result.IsTrue ? $"event {number} matches" : $"event {number} does not match: {string.Join("; ", result.Deciding.Select(Describe).Distinct())}");
        });
        return lines;
    }

    /// <summary>Adds the events of a file to the coverage.</summary>
    public void Cover(string input, Coverage coverage) => Read(Explainer.Slots, input, (values, _, _) => coverage.Add(Explainer.Rules, values));

    private SourceExplainer Explainer => _explainer ??= _setup.Explain(_files, [], withListItems: true).First(explainer => explainer.Source == _source);

    private long Read(ImmutableArray<FieldReference> slots, string input, EvaluateEvent evaluate)
    {
        using var replay = new EventReplay(_plugins, _source, slots, _log);
        return replay.Read(input, evaluate);
    }

    private static string Describe(ConditionResult result) =>
        $"'{result.Part.Text}' is {(result.IsTrue ? "true" : "false")}{string.Concat(result.Values.Select(value => $" [{value.Field} = {value.Text}]"))}";
}
