using System.Text.Json;

namespace DefaultRules.Tests;

/// <summary>Near misses of the default rules, tested as if their rules had to match: each is explained by the part of the condition that is false.</summary>
public sealed class ExplanationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_near_miss_is_explained_by_the_part_of_the_condition_that_failed()
    {
        var file = _folder.Write("near-misses.yaml", WithAlerts(RuleCase.All.Where(ruleCase => !ruleCase.Fires)));

        var failures = CaseResults.Run([file]).Values;

        Assert.All(failures, failure => Assert.Matches(@"event 1 does not match: '.+' is (true|false)", failure ?? "no failure"));
    }

    /// <summary>A file of tests that expect an alert: JSON is YAML.</summary>
    private static string WithAlerts(IEnumerable<RuleCase> cases) => JsonSerializer.Serialize(new
    {
        tests = cases.Select((ruleCase, index) => new
        {
            name = $"{index} {ruleCase.Rule}: {ruleCase.Name}",
            rules = new[] { ruleCase.Rule },
            overrides = ruleCase.Overrides,
            events = new[] { new { json = ruleCase.Event } },
            alerts = new[] { new { rule = ruleCase.Rule } },
        }),
    });
}
