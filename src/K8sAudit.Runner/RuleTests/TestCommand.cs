using FalcoRules.Explanations;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.RuleTests;

/// <summary><c>test</c>: runs tests of rules.</summary>
internal sealed class TestCommand(RunOptions options, FalcoConfiguration configuration, PluginSet plugins, Log log)
{
    /// <summary>Runs the tests of all files, and writes the report.</summary>
    /// <param name="source">The event source of the events.</param>
    /// <param name="output">Where the report is written.</param>
    /// <returns>Whether all tests passed.</returns>
    /// <exception cref="UserError">A file cannot be used, or no test is selected.</exception>
    /// <exception cref="PluginFailedException">A plugin fails.</exception>
    public bool Execute(string source, TextWriter output)
    {
        var coverage = options.Coverage ? new Coverage() : null;
        var files = options.Arguments.Select(RuleTestFileReader.Read).ToList();
        using var runner = new RuleTestRunner(new RulesSetup(configuration, plugins, log), options.RulesFiles, plugins, source, coverage, log);
        var results = files.SelectMany(file => runner.Run(file, test => test.Name.Contains(options.TestFilter, StringComparison.OrdinalIgnoreCase))).ToList();
        if (results.Count == 0)
        {
            throw new UserError(RunnerMessages.NoTestSelected(options.TestFilter));
        }

        Write(results, output);
        if (coverage is not null)
        {
            // Only text leaves room for it on standard output.
            TestReport.WriteCoverage(coverage, options.ReportFormat == ReportFormat.Text ? output : Console.Error);
        }

        return results.TrueForAll(result => result.HasPassed);
    }

    private void Write(IReadOnlyList<TestResult> results, TextWriter output)
    {
        switch (options.ReportFormat)
        {
            case ReportFormat.Tap: TestReport.WriteTap(results, output); break;
            case ReportFormat.JUnit: TestReport.WriteJUnit(results, output); break;
            default: TestReport.WriteText(results, output); break;
        }
    }
}
