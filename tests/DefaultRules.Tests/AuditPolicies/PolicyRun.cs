using DefaultRules.Tests.Detection;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The alerts of cases, as an API server with a policy reports their events.</summary>
internal static class PolicyRun
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] _recorded = ["Informational", "Debug"];

    /// <summary>Cases, each with its alerts.</summary>
    public static IReadOnlyList<(DetectionCase Case, Alert[] Alerts)> Of(AuditPolicy policy, IReadOnlyList<DetectionCase> cases)
    {
        using var folder = new TempFolder();
        var filter = new AuditPolicyFilter(policy);
        var file = folder["cases.jsonl"];
        File.WriteAllLines(
            file,
            cases.SelectMany((detectionCase, i) => detectionCase.EventsAt(_start.AddMinutes(i)))
                .Select(json => SamplePolicy.Apply(filter, json))
                .OfType<string>());
        var alerts = Runner.BuiltInAlerts(file).ToLookup(alert => (int)(alert.Time - _start).TotalMinutes);
        return [.. cases.Select((detectionCase, i) => (detectionCase, alerts[i].ToArray()))];
    }

    /// <summary>Whether the priority of an alert is NOTICE or higher.</summary>
    public static bool IsReported(Alert alert) => !_recorded.Contains(alert.Priority);

    /// <summary>Whether a rule about the technique of a case reports it.</summary>
    public static bool IsDetected(DetectionCase way, IEnumerable<Alert> alerts) =>
        alerts.Any(alert => IsReported(alert) && Technique.All[way.Technique].Rules.Contains(alert.Rule));
}
