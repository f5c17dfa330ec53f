namespace DefaultRules.Tests;

public class CaseTests(CaseRuns runs)
{
    public static IEnumerable<TheoryDataRow<string, bool, string>> Cases =>
        RuleCase.All.Select(c => new TheoryDataRow<string, bool, string>(c.Rule, c.Fires, c.Why));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_fires_its_rule_or_narrowly_does_not(string rule, bool fires, string why)
    {
        var ruleCase = RuleCase.All.Single(c => (c.Rule, c.Fires, c.Why) == (rule, fires, why));
        var fired = runs.FiredBy(ruleCase);
        Assert.True(
            fired.Contains(rule) == fires,
            $"{rule} {(fires ? "did not fire" : "fired")}: {why}. Rules that fired: {string.Join(", ", fired)}");
    }

    [Fact]
    public void Every_rule_has_an_event_that_fires_it_and_one_that_narrowly_does_not()
    {
        var complete = RuleCase.All.GroupBy(c => c.Rule).Where(cases => cases.Any(c => c.Fires) && cases.Any(c => !c.Fires));
        Assert.Equal(RulesFile.AllRules.Keys.Order(), complete.Select(cases => cases.Key).Order());
    }
}
