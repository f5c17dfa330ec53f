[assembly: AssemblyFixture(typeof(DefaultRules.Tests.Detection.DetectionRuns))]

namespace DefaultRules.Tests.Detection;

/// <summary>
/// The alerts of each case with the built-in configuration: the default rules, and every rule that matches. One process reads all cases; the times of their
/// events, which are unique, assign the alerts.
/// </summary>
public sealed class DetectionRuns : IAsyncLifetime
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] _reported = ["Notice", "Warning", "Error", "Critical", "Alert", "Emergency"];

    private readonly Dictionary<DetectionCase, Alert[]> _alerts = [];
    private readonly Dictionary<string, Alert[]> _captures = [];
    private readonly TempFolder _folder = new();

    /// <summary>The rules that report a case with a priority of NOTICE or higher, once for each alert.</summary>
    internal string[] RulesOf(DetectionCase detectionCase) => Reported(_alerts[detectionCase]);

    /// <summary>All alerts of a case, also those of the priorities INFO and DEBUG.</summary>
    internal IReadOnlyList<Alert> AllOf(DetectionCase detectionCase) => _alerts[detectionCase];

    /// <summary>The rules that report a file of events with a priority of NOTICE or higher, once for each alert.</summary>
    internal string[] RulesOf(string capture) => Reported(AlertsOf(capture));

    /// <summary>The alerts of a file of events.</summary>
    internal Alert[] AlertsOf(string capture)
    {
        lock (_captures)
        {
            return _captures.TryGetValue(capture, out var alerts) ? alerts : _captures[capture] = Runner.BuiltInAlerts(capture);
        }
    }

    public async ValueTask InitializeAsync()
    {
        var cases = DetectionCase.All;
        var file = _folder["cases.jsonl"];
        await File.WriteAllLinesAsync(file, cases.SelectMany((detectionCase, i) => detectionCase.EventsAt(_start.AddMinutes(i))));
        var alerts = Runner.BuiltInAlerts(file).ToLookup(alert => (int)(alert.Time - _start).TotalMinutes);
        for (var i = 0; i < cases.Count; i++)
        {
            _alerts.Add(cases[i], [.. alerts[i]]);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string[] Reported(IEnumerable<Alert> alerts) => [.. alerts.Where(alert => _reported.Contains(alert.Priority)).Select(alert => alert.Rule)];
}
