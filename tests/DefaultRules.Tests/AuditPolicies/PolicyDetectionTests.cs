using DefaultRules.Tests.Detection;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The default rules over the same cases as <see cref="EvaluationTests"/>, as an API server with the sample policy reports them.</summary>
public sealed class PolicyDetectionTests(DetectionRuns runs) : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] _recorded = ["Informational", "Debug"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_policy_hides_no_technique_that_is_detected_without_it()
    {
        var missed = Missed(DetectionCase.Attack, IsDetected);
        Assert.Empty(missed.Where(attack => IsDetected(attack, runs.AllOf(attack))).Select(attack => attack.Name));
    }

    [Fact]
    public void Of_the_evasions_at_least_90_percent_are_detected_with_the_sample_policy()
    {
        var evasions = Evasion.All.ToDictionary(evasion => evasion.Name);
        var missed = Missed(
            DetectionCase.Evasion,
            (evasion, alerts) => !evasions[evasion.Name].HasEffect || alerts.Any(alert => evasions[evasion.Name].IsRecord || !_recorded.Contains(alert.Priority)));
        var count = Evasion.All.Count(evasion => evasion.HasEffect);
        Assert.True(count - missed.Length >= 0.9 * count, $"{count - missed.Length} of {count} evasions are detected; missed:\n{string.Join('\n', missed.Select(evasion => evasion.Name))}");
    }

    private static bool IsDetected(DetectionCase attack, IEnumerable<Alert> alerts) =>
        alerts.Any(alert => !_recorded.Contains(alert.Priority) && Technique.All[attack.Name].Rules.Contains(alert.Rule));

    private DetectionCase[] Missed(string kind, Func<DetectionCase, IEnumerable<Alert>, bool> isDetected)
    {
        var filter = new AuditPolicyFilter(SamplePolicy.Policy);
        DetectionCase[] cases = [.. DetectionCase.All.Where(detectionCase => detectionCase.Kind == kind)];
        var file = _folder["cases.jsonl"];
        File.WriteAllLines(file, cases.SelectMany((detectionCase, i) => detectionCase.EventsAt(_start.AddMinutes(i))).Select(json => SamplePolicy.Apply(filter, json)).OfType<string>());
        var alerts = Runner.BuiltInAlerts(file).ToLookup(alert => (int)(alert.Time - _start).TotalMinutes);
        return [.. cases.Where((detectionCase, i) => !isDetected(detectionCase, alerts[i]))];
    }
}
