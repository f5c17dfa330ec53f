using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(DefaultRules.Tests.CaseResults))]

namespace DefaultRules.Tests;

/// <summary>The results of <c>k8saudit test</c> for the files in <c>Cases</c>.</summary>
public sealed class CaseResults
{
    private readonly Dictionary<(string File, string Name), string?> _failures = Run(RuleCase.Files);

    /// <summary>What differs from what the case expects; null if it passed.</summary>
    internal string? FailureOf(RuleCase ruleCase) => _failures[(ruleCase.File, ruleCase.Name)];

    /// <summary>Runs files of tests; the results by file and name, with the failure or null.</summary>
    internal static Dictionary<(string File, string Name), string?> Run(IReadOnlyList<string> files)
    {
        var (_, output, errors) = RunnerProcess.Run(["test", "--output", "junit", .. files]);
        Assert.True(output.StartsWith('<'), errors);
        return XElement.Parse(output).Elements("testsuite").Elements("testcase").ToDictionary(
            test => ((string)test.Attribute("classname")!, (string)test.Attribute("name")!),
            test => test.Element("failure")?.Value);
    }
}
