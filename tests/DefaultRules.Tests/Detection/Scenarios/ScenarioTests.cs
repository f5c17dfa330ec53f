namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>Ways to use each technique are reported by a rule about it; what healthy clusters do is not reported.</summary>
public sealed class ScenarioTests(DetectionRuns runs)
{
    public static IEnumerable<TheoryDataRow<string>> Attacks => Names(scenario => !scenario.IsHarmless);

    public static IEnumerable<TheoryDataRow<string>> Harmless => Names(scenario => scenario.IsHarmless);

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_way_to_use_a_technique_is_reported_by_a_rule_about_it(string name)
    {
        var rules = Technique.All[Scenario.All.Single(scenario => scenario.FullName == name).Technique].Rules;
        var reported = Reported(name);
        Assert.True(reported.Intersect(rules).Any(), $"{name} is reported by [{string.Join(", ", reported)}], expected one of [{string.Join(", ", rules)}]");
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_a_healthy_cluster_does_is_not_reported(string name)
    {
        var reported = Reported(name);
        Assert.True(reported.Length == 0, $"{name} is reported by [{string.Join(", ", reported)}]");
    }

    [Fact]
    public void Each_technique_has_events() => Assert.Empty(Technique.All.Keys.Except(DetectionCase.Ways.Select(way => way.Technique)));

    private static IEnumerable<TheoryDataRow<string>> Names(Func<Scenario, bool> isWanted) =>
        Scenario.All.Where(isWanted).Select(scenario => new TheoryDataRow<string>(scenario.FullName));

    private string[] Reported(string name) =>
        runs.RulesOf(DetectionCase.All.Single(detectionCase => detectionCase.Kind == DetectionCase.Scenario && detectionCase.Name == name));
}
