using System.Globalization;
using DefaultRules.Tests.Detection.Scenarios;

namespace DefaultRules.Tests.Detection;

/// <summary>
/// What the default rules detect, and how quiet they are otherwise. A technique counts as detected if a rule about it reports it with a priority of NOTICE or
/// higher. <c>eng/detection</c> prints the figures.
/// </summary>
public sealed class EvaluationTests(DetectionRuns runs)
{
    // Harmless cases that are reported nevertheless; docs/detections.md says why.
    private static readonly string[] _arguedBenign = [];

    [Fact]
    public void Of_the_techniques_at_least_95_percent_are_detected()
    {
        var missed = Attacks.Where(attack => !IsDetected(attack)).ToArray();
        Assert.True(
            Attacks.Length - missed.Length >= 0.95 * Attacks.Length,
            $"{Attacks.Length - missed.Length} of {Attacks.Length} techniques are detected; missed:\n{string.Join('\n', missed.Select(attack => attack.Name))}");
    }

    [Fact]
    public void All_techniques_that_one_event_shows_are_detected() =>
        Assert.Empty(Attacks.Where(attack => Technique.All[attack.Name].State is "" && !IsDetected(attack)).Select(attack => attack.Name));

    // Techniques for Kubernetes of Stratus Red Team, with the attacks that do the same here.
    [Theory]
    [InlineData("k8s.credential-access.dump-secrets", "026-secret-list-all")]
    [InlineData("k8s.credential-access.steal-serviceaccount-token", "043-exec-token")]
    [InlineData("k8s.persistence.create-admin-clusterrole", "103-crb-cluster-admin")]
    [InlineData("k8s.persistence.create-client-certificate", "038-csr-client-cert")]
    [InlineData("k8s.persistence.create-token", "034-token-request-any")]
    [InlineData("k8s.privilege-escalation.nodes-proxy", "023-kubelet-read-proxy")]
    public void The_techniques_of_Stratus_Red_Team_are_detected(string technique, string attack)
    {
        var same = Assert.Single(Attacks, candidate => candidate.Name == attack);
        Assert.True(IsDetected(same), $"{technique} is not detected: {attack} raised {string.Join(", ", runs.RulesOf(same))}");
    }

    // Of these there are cases of the rules instead, which CaseTests runs.
    [Theory]
    [InlineData("k8s.persistence.create-admin-clusterrole", "ClusterRole With Wildcard Created")]
    [InlineData("k8s.persistence.create-client-certificate", "Certificate Signing Request Approved Manually")]
    [InlineData("k8s.privilege-escalation.hostpath-volume", "Create Sensitive Mount Pod")]
    [InlineData("k8s.privilege-escalation.privileged-pod", "Create Privileged Pod")]
    public void The_other_techniques_of_Stratus_Red_Team_have_a_rule_with_a_case_that_fires(string technique, string rule) =>
        Assert.True(RuleCase.All.Any(ruleCase => ruleCase.Rule == rule && ruleCase.Fires), $"{technique}: no case fires {rule}");

    [Fact]
    public void No_harmless_counterpart_of_an_attack_is_reported() =>
        Assert.Empty(Cases(DetectionCase.Benign)
            .Where(benign => runs.RulesOf(benign).Length > 0 && !_arguedBenign.Contains(benign.Name))
            .Select(benign => $"{benign.Name}: {string.Join(", ", runs.RulesOf(benign))}"));

    [Fact]
    public void Of_the_evasions_at_least_90_percent_are_detected()
    {
        var missed = Evasions.Where(evasion => !IsDetected(evasion)).ToArray();
        Assert.True(
            Evasions.Length - missed.Length >= 0.9 * Evasions.Length,
            $"{Evasions.Length - missed.Length} of {Evasions.Length} evasions are detected; missed:\n{string.Join('\n', missed.Select(evasion => evasion.Name))}");
    }

    [Fact]
    public void A_quiet_day_has_at_most_25_alerts()
    {
        var alerts = QuietAlerts().ToArray();
        Assert.True(
            alerts.Sum(activity => activity.PerDay) <= 25,
            string.Join('\n', alerts.Select(activity => string.Create(CultureInfo.InvariantCulture, $"{activity.PerDay} {activity.Name}: {activity.Rules}"))));
    }

    [Fact]
    public void The_first_seconds_of_a_cluster_are_quiet() => Assert.Empty(runs.RulesOf(RepositoryFiles.PathOf("samples", "cluster-boot.jsonl")));

    [Fact]
    public void Every_technique_has_a_rule_or_needs_state()
    {
        Assert.Empty(Technique.All.Values.Where(technique => technique.Rules.Count == 0 && technique.State is "").Select(technique => technique.Name));
        Assert.Empty(Technique.All.Values.SelectMany(technique => technique.Rules).Except(RulesFile.AllRules.Keys));
    }

    [Fact]
    public void The_page_shows_the_figures() => GeneratedDocument.AssertSection("docs/detections.md", "FIGURES", Figures());

    private static DetectionCase[] Attacks { get; } = [.. Cases(DetectionCase.Attack)];

    private static Evasion[] Evasions { get; } = [.. Evasion.All.Where(evasion => evasion.HasEffect)];

    private static IEnumerable<DetectionCase> Cases(string kind) => DetectionCase.All.Where(detectionCase => detectionCase.Kind == kind);

    private bool IsDetected(DetectionCase way) => runs.RulesOf(way).Intersect(Technique.All[way.Technique].Rules).Any();

    private bool IsDetected(Technique technique) => DetectionCase.Ways.Where(way => way.Technique == technique.Id).All(IsDetected);

    private static DetectionCase CaseOf(Scenario scenario) => Cases(DetectionCase.Scenario).Single(item => item.Name == scenario.FullName);

    private bool IsDetected(Evasion evasion)
    {
        var detectionCase = Cases(DetectionCase.Evasion).Single(item => item.Name == evasion.Name);
        return evasion.IsRecord ? runs.AllOf(detectionCase).Count > 0 : runs.RulesOf(detectionCase).Length > 0;
    }

    private IEnumerable<(string Name, double PerDay, string Rules)> QuietAlerts() =>
        from activity in QuietActivity.All
        let rules = runs.RulesOf(Cases(DetectionCase.QuietDay).Single(item => item.Name == activity.Name))
        where rules.Length > 0
        select (activity.Name, activity.PerDay * rules.Length, string.Join(", ", rules));

    private IEnumerable<string> Figures()
    {
        yield return "| What | Result |";
        yield return "|---|---|";
        yield return $"| Techniques detected in all the ways that are tested | {Technique.All.Values.Count(IsDetected)} of {Technique.All.Count} |";
        foreach (var weight in new[] { 3, 2, 1 })
        {
            var techniques = Technique.All.Values.Where(technique => technique.Weight == weight).ToArray();
            yield return $"| of weight {weight} | {techniques.Count(IsDetected)} of {techniques.Length} |";
        }

        var missed = Technique.All.Values.Where(technique => !IsDetected(technique));
        yield return $"| Missed | {Listed(missed.Select(technique => $"{technique.Name} (needs {technique.State})"))} |";
        yield return $"| Ways to use a technique detected | {DetectionCase.Ways.Count(IsDetected)} of {DetectionCase.Ways.Count} |";
        yield return $"| Harmless counterparts reported | {Cases(DetectionCase.Benign).Count(benign => runs.RulesOf(benign).Length > 0)} of {Attacks.Length} |";
        yield return $"| Evasions detected | {Evasions.Count(IsDetected)} of {Evasions.Length} |";
        yield return $"| Missed | {Listed(Evasions.Where(evasion => !IsDetected(evasion)).Select(evasion => evasion.Name[(evasion.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..]))} |";
        var harmless = Scenario.All.Where(scenario => scenario.IsHarmless).ToArray();
        var reported = harmless.Count(scenario => runs.RulesOf(CaseOf(scenario)).Length > 0);
        yield return $"| What other healthy clusters do, reported | {reported} of {harmless.Length} |";
        yield return string.Create(CultureInfo.InvariantCulture, $"| Alerts on a quiet day | {QuietAlerts().Sum(activity => activity.PerDay)} |");
        foreach (var (name, perDay, rules) in QuietAlerts())
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"| {name} | {perDay} {rules} |");
        }
    }

    private static string Listed(IEnumerable<string> items) => items.Any() ? string.Join("; ", items) : "none";
}
