using DefaultRules.Tests.Detection;
using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The default rules over the same cases as <see cref="EvaluationTests"/>, as API servers with other audit policies report them.</summary>
public sealed class PolicyDetectionTests(DetectionRuns runs)
{
    // More would make the table unreadable.
    private const int MaxListed = 8;

    private static readonly string _eks = RepositoryFiles.PathOf("tests/DefaultRules.Tests/AuditPolicies/eks-policy.yaml");

    [Fact]
    public void The_sample_policy_hides_no_technique_that_is_detected_without_it()
    {
        var missed = PolicyRun.Of(SamplePolicy.Policy, DetectionCase.Attack).Where(run => !PolicyRun.IsDetected(run.Case, run.Alerts)).Select(run => run.Case);
        Assert.Empty(missed.Where(attack => PolicyRun.IsDetected(attack, runs.AllOf(attack))).Select(attack => attack.Name));
    }

    [Fact]
    public void Of_the_evasions_at_least_90_percent_are_detected_with_the_sample_policy()
    {
        var evasions = Evasion.All.Where(evasion => evasion.HasEffect).ToDictionary(evasion => evasion.Name);
        var missed = PolicyRun.Of(SamplePolicy.Policy, DetectionCase.Evasion)
            .Where(run => evasions.TryGetValue(run.Case.Name, out var evasion) && !run.Alerts.Any(alert => evasion.IsRecord || PolicyRun.IsReported(alert)))
            .Select(run => run.Case.Name)
            .ToArray();
        Assert.True(
            evasions.Count - missed.Length >= 0.9 * evasions.Count,
            $"{evasions.Count - missed.Length} of {evasions.Count} evasions are detected; missed:\n{string.Join('\n', missed)}");
    }

    [Fact]
    public void The_documentation_says_what_is_detected_with_which_policy() =>
        GeneratedDocument.AssertSection(
            "docs/connect-api-server.md",
            "DETECTED",
            [
                "| Policy | Techniques detected | Not detected, besides what no policy shows |",
                "|---|---|---|",
                Row("The sample", SamplePolicy.Policy),
                Row("The sample without bodies (`Metadata`)", SamplePolicy.WithoutBodies),
                Row("Amazon EKS, as AWS documents it", AuditPolicyReader.Read(new SourceText(_eks, File.ReadAllText(_eks)))),
            ]);

    private string Row(string name, AuditPolicy policy)
    {
        var all = PolicyRun.Of(policy, DetectionCase.Attack);
        var missed = all.Where(run => !PolicyRun.IsDetected(run.Case, run.Alerts)).Select(run => run.Case).ToArray();
        var hidden = missed.Where(attack => PolicyRun.IsDetected(attack, runs.AllOf(attack))).Select(attack => Technique.All[attack.Name].Name).ToArray();
        var listed = hidden.Length <= MaxListed ? string.Join("; ", hidden) : $"{hidden.Length} techniques that only the content of objects shows";
        return $"| {name} | {all.Count - missed.Length} of {all.Count} | {listed} |";
    }
}
