using System.Diagnostics;
using FalcoRules.Explanations;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.RuleTests;

/// <summary>Runs tests of rules. Rules that several tests use are compiled once.</summary>
/// <param name="setup">Loads rules.</param>
/// <param name="rulesFiles">Rules files to test instead of those that the files of tests name; none for those.</param>
/// <param name="plugins">The loaded plugins.</param>
/// <param name="source">The event source of the events.</param>
/// <param name="coverage">Receives what the events touch; null to leave it out.</param>
/// <param name="log">Where plugins and rules write their log.</param>
internal sealed class RuleTestRunner(
    RulesSetup setup,
    IReadOnlyList<string> rulesFiles,
    PluginSet plugins,
    string source,
    Coverage? coverage,
    Log log) : IDisposable
{
    private readonly Dictionary<string, TestedRules> _rules = [];
    private readonly string _input = Path.Combine(Path.GetTempPath(), $"k8saudit-test-{Guid.NewGuid():N}.jsonl");

    /// <summary>Runs the tests of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isSelected">Whether a test is run.</param>
    /// <exception cref="UserError">The rules or the events of a test cannot be used.</exception>
    /// <exception cref="PluginFailedException">A plugin fails.</exception>
    public IEnumerable<TestResult> Run(RuleTestFile file, Predicate<RuleTest> isSelected)
    {
        foreach (var test in file.Tests.Where(test => isSelected(test)))
        {
            var started = Stopwatch.GetTimestamp();
            var failures = Run(file, test);
            yield return new TestResult(file.Path, test.Name, Stopwatch.GetElapsedTime(started), failures);
        }
    }

    public void Dispose() => File.Delete(_input);

    private IReadOnlyList<string> Run(RuleTestFile file, RuleTest test)
    {
        var rules = Rules(file, test);
        if (test.Rules.Concat(test.Alerts!.Select(alert => alert.Rule)).FirstOrDefault(name => !rules.RuleNames.Contains(name)) is { } unknown)
        {
            return [RunnerMessages.NoRuleInTest(unknown, NearestName.Find(unknown, rules.RuleNames))];
        }

        File.WriteAllText(_input, string.Concat(test.Events.Select(testEvent => TestEventText.Of(testEvent, file))));
        var alerts = rules.Evaluate(_input, file.RuleMatching, out var events)
            .Where(alert => test.Rules.Count == 0 || test.Rules.Contains(alert.Rule.Name))
            .ToList();
        if (coverage is not null)
        {
            rules.Cover(_input, coverage);
        }

        return events == 0 ? [RunnerMessages.NoEventInTest] : [.. Differences(test, alerts, rules)];
    }

    /// <summary>Each expected alert takes the raised alerts that fit it; what is left over on either side is a difference.</summary>
    private IEnumerable<string> Differences(RuleTest test, List<RaisedAlert> alerts, TestedRules rules)
    {
        foreach (var expected in test.Alerts!)
        {
            var fitting = alerts.Where(alert => alert.Rule.Name == expected.Rule && alert.DifferenceFrom(expected) is null).Take(expected.Count).ToList();
            alerts.RemoveAll(fitting.Contains);
            if (fitting.Count < expected.Count)
            {
                yield return Missing(expected, fitting.Count, alerts, rules);
            }
        }

        foreach (var alert in alerts)
        {
            yield return RunnerMessages.UnexpectedAlert(alert.Rule.Name, alert.Event, alert.Output);
        }
    }

    private string Missing(ExpectedAlert expected, int found, List<RaisedAlert> alerts, TestedRules rules)
    {
        var others = alerts.Where(alert => alert.Rule.Name == expected.Rule).Select(alert => $"event {alert.Event}: {alert.DifferenceFrom(expected)}").ToList();
        IEnumerable<string> details = others.Count > 0 || found > 0 ? others : rules.WhyNot(expected.Rule, _input);
        return RunnerMessages.MissingAlert(expected.Rule, expected.Count, found, details);
    }

    private TestedRules Rules(RuleTestFile file, RuleTest test)
    {
        var paths = Paths(file);
        var key = string.Join('\0', [.. paths, test.Overrides]);
        if (!_rules.TryGetValue(key, out var rules))
        {
            var files = RulesSetup.Read(paths);
            files = test.Overrides.Length == 0
                ? files
                : new RulesFilesResult(files.Files.Add(new SourceText($"{file.Path}: overrides of '{test.Name}'", test.Overrides)), files.Diagnostics);
            rules = new TestedRules(setup, files, plugins, source, log);
            _rules.Add(key, rules);
        }

        return rules;
    }

    private IReadOnlyList<string> Paths(RuleTestFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        return rulesFiles.Count > 0 ? rulesFiles
            : file.RulesFiles.Count == 0 ? setup.Paths([])
            : [.. file.DefaultRules ? setup.Paths([]) : [], .. file.RulesFiles.Select(path => Path.Combine(folder, path))];
    }
}
