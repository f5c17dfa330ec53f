namespace DefaultRules.Tests;

public class CaseTests(CaseResults results)
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        RuleCase.All.Select(c => new TheoryDataRow<string, string>(Path.GetFileName(c.File), c.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_fires_its_rule_or_narrowly_does_not(string file, string name) =>
        Assert.Null(results.FailureOf(RuleCase.All.Single(c => (Path.GetFileName(c.File), c.Name) == (file, name))));

    [Fact]
    public void Every_rule_has_an_event_that_fires_it_and_one_that_narrowly_does_not()
    {
        var complete = RuleCase.All.GroupBy(c => c.Rule).Where(cases => cases.Any(c => c.Fires) && cases.Any(c => !c.Fires));
        Assert.Equal(RulesFile.AllRules.Keys.Order(), complete.Select(cases => cases.Key).Order());
    }
}
