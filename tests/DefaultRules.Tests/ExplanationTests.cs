using System.Text.Json;
using System.Xml.Linq;

namespace DefaultRules.Tests;

/// <summary>
/// <c>k8saudit test</c> and its explanations on the cases of the default rules: a near miss, tested as if its rule had to match, is explained by the part of
/// the condition that is false.
/// </summary>
public sealed class ExplanationTests : IDisposable
{
    private static readonly DateTimeOffset _time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_cases_pass_as_tests_of_rules()
    {
        var failures = Failures(RuleCase.All, ruleCase => ruleCase.Fires);

        Assert.Empty(failures);
    }

    [Fact]
    public void A_near_miss_is_explained_by_the_part_of_the_condition_that_failed()
    {
        var nearMisses = RuleCase.All.Where(ruleCase => !ruleCase.Fires).ToList();

        var failures = Failures(nearMisses, _ => true);

        Assert.Equal(nearMisses.Count, failures.Count);
        Assert.All(failures, failure => Assert.Matches(@"event 1 does not match: '.+' is (true|false)", failure));
    }

    private List<string> Failures(IReadOnlyList<RuleCase> cases, Predicate<RuleCase> mustFire)
    {
        var file = _folder["cases.yaml"];
        File.WriteAllText(file, Tests(cases, mustFire));
        var (_, output, errors) = RunnerProcess.Run("test", "--output", "junit", file);
        var suite = Assert.Single(Parse(output, errors).Elements("testsuite"));
        Assert.Equal(cases.Count, suite.Elements("testcase").Count());
        return [.. suite.Descendants("failure").Select(failure => failure.Value)];
    }

    private static XElement Parse(string output, string errors)
    {
        Assert.True(output.StartsWith('<'), errors);
        return XElement.Parse(output);
    }

    /// <summary>A file of tests: JSON is YAML.</summary>
    private static string Tests(IReadOnlyList<RuleCase> cases, Predicate<RuleCase> mustFire) => JsonSerializer.Serialize(new
    {
        tests = cases.Select((ruleCase, index) => new
        {
            name = $"{index} {ruleCase.Rule}: {ruleCase.Why}",
            rules = new[] { ruleCase.Rule },
            overrides = ruleCase.Overrides,
            events = new[] { new { json = ruleCase.EventAt(_time) } },
            alerts = mustFire(ruleCase) ? [new { rule = ruleCase.Rule }] : Array.Empty<object>(),
        }),
    });
}
