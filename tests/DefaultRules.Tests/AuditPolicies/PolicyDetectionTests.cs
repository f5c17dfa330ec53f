using DefaultRules.Tests.Detection;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The default rules over the same cases as <see cref="EvaluationTests"/>, as API servers with other audit policies report them.</summary>
public sealed class PolicyDetectionTests(DetectionRuns runs)
{
    // More would make the page unreadable.
    private const int MaxListed = 30;

    // Of other ways to use a technique it hides a few, for example those that only the body of a Secret shows.
    [Fact]
    public void The_sample_policy_hides_no_technique_that_is_detected_without_it()
    {
        var attacks = DetectionCase.Ways.Where(way => way.Kind == DetectionCase.Attack).ToArray();
        var missed = PolicyRun.Of(SamplePolicy.Policy, attacks).Where(run => !PolicyRun.IsDetected(run.Case, run.Alerts)).Select(run => run.Case);
        Assert.Empty(missed.Where(attack => PolicyRun.IsDetected(attack, runs.AllOf(attack))).Select(attack => attack.Name));
    }

    [Fact]
    public void Of_the_evasions_at_least_90_percent_are_detected_with_the_sample_policy()
    {
        var evasions = Evasion.All.Where(evasion => evasion.HasEffect).ToDictionary(evasion => evasion.Name);
        var missed = PolicyRun.Of(SamplePolicy.Policy, [.. DetectionCase.All.Where(detectionCase => detectionCase.Kind == DetectionCase.Evasion)])
            .Where(run => evasions.TryGetValue(run.Case.Name, out var evasion) && !run.Alerts.Any(alert => evasion.IsRecord || PolicyRun.IsReported(alert)))
            .Select(run => run.Case.Name)
            .ToArray();
        Assert.True(
            evasions.Count - missed.Length >= 0.9 * evasions.Count,
            $"{evasions.Count - missed.Length} of {evasions.Count} evasions are detected; missed:\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void The_documentation_says_what_is_detected_with_which_policy()
    {
        ProviderPolicy[] policies =
        [
            new("The sample", SamplePolicy.Policy),
            new("The sample without bodies (`Metadata`)", SamplePolicy.WithoutBodies),
            .. ProviderPolicy.All,
        ];
        GeneratedDocument.AssertSection(
            "docs/connect-api-server.md",
            "DETECTED",
            [
                "| Policy | Ways to use techniques detected | Techniques detected in at least one way | Rules that report nothing |",
                "|---|---|---|---|",
                .. policies.Select(Row),
            ]);
    }

    private string Row(ProviderPolicy policy)
    {
        var all = PolicyRun.Of(policy.Policy, DetectionCase.Ways);
        var detected = all.Where(run => PolicyRun.IsDetected(run.Case, run.Alerts)).Select(run => run.Case.Technique).ToArray();
        var silent = DetectionCase.Ways.SelectMany(runs.RulesOf)
            .Except(all.SelectMany(run => run.Alerts).Where(PolicyRun.IsReported).Select(alert => alert.Rule))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var listed = silent.Length <= MaxListed ? string.Join(", ", silent) : $"{silent.Length} rules about the content of objects";
        return $"| {policy.Name} | {detected.Length} of {all.Count} | {detected.Distinct().Count()} of {Technique.All.Count} | {listed} |";
    }
}
