[assembly: AssemblyFixture(typeof(DefaultRules.Tests.CaseRuns))]

namespace DefaultRules.Tests;

/// <summary>
/// The alerts of each case. One process reads all cases with the same overrides; the time of its event, which is unique, assigns an alert to its case.
/// </summary>
public sealed class CaseRuns : IAsyncLifetime
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<RuleCase, Alert[]> _alerts = [];
    private readonly TempFolder _folder = new();

    internal IReadOnlySet<string> FiredBy(RuleCase ruleCase) => _alerts[ruleCase].Select(alert => alert.Rule).ToHashSet();

    /// <summary>What the alert of the case's rule says, without time and priority.</summary>
    internal string OutputOf(RuleCase ruleCase)
    {
        var alert = _alerts[ruleCase].Single(alert => alert.Rule == ruleCase.Rule);
        return alert.Output.Split($": {alert.Priority} ", 2)[1];
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var cases in RuleCase.All.GroupBy(c => c.Overrides))
        {
            await RunAsync(cases.Key, [.. cases]);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(string overrides, RuleCase[] cases)
    {
        var events = _folder["events.jsonl"];
        var rules = _folder["overrides.yaml"];
        await File.WriteAllLinesAsync(events, cases.Select((c, i) => c.EventAt(_start.AddSeconds(i))));
        await File.WriteAllTextAsync(rules, overrides);

        var alerts = Runner.Alerts(events, "all", overrides is "" ? [Runner.DefaultRules, Runner.Detections] : [Runner.DefaultRules, Runner.Detections, rules]);

        var alertsAt = alerts.ToLookup(alert => alert.Time);
        for (var i = 0; i < cases.Length; i++)
        {
            _alerts.Add(cases[i], [.. alertsAt[_start.AddSeconds(i)]]);
        }
    }
}
