namespace DefaultRules.Tests;

/// <summary>
/// Which rules fired for which case. A process takes all cases that share their overrides, and the time of an event,
/// different for each case, leads an alert back to it.
/// </summary>
public sealed class CaseRuns : IAsyncLifetime
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<RuleCase, HashSet<string>> _fired = [];
    private readonly TempFolder _folder = new();

    internal IReadOnlySet<string> FiredBy(RuleCase ruleCase) => _fired[ruleCase];

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

        var alerts = Runner.Alerts(events, "all", overrides is "" ? [Runner.DefaultRules] : [Runner.DefaultRules, rules]);

        var firedAt = alerts.ToLookup(alert => alert.Time, alert => alert.Rule);
        for (var i = 0; i < cases.Length; i++)
        {
            _fired.Add(cases[i], [.. firedAt[_start.AddSeconds(i)]]);
        }
    }
}
