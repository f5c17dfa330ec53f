using System.Globalization;
using System.Text.Json;

namespace DefaultRules.Tests.Detection;

/// <summary>Events that belong together: an attack, its harmless counterpart, an evasion, a part of a quiet day, or a scenario.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Name">Its name, which is unique within the kind.</param>
/// <param name="Events">The events, in order.</param>
/// <param name="Technique">The ID of the technique that the events are a way to use; empty if they are not.</param>
internal sealed record DetectionCase(string Kind, string Name, IReadOnlyList<string> Events, string Technique = "")
{
    public const string Attack = "attack";
    public const string Benign = "benign";
    public const string Evasion = "evasion";
    public const string QuietDay = "quiet day";
    public const string Scenario = "scenario";

    public static IReadOnlyList<DetectionCase> All { get; } =
    [
        .. DetectionFile.Lines("attacks.jsonl").Select(line => OfAttack(line.GetProperty("id").GetString()!, line.Events())),
        .. DetectionFile.Lines("attacks.jsonl").Select(line => new DetectionCase(Benign, line.GetProperty("id").GetString()!, line.Events("benign"))),
        .. Detection.Evasion.All.Select(evasion => new DetectionCase(Evasion, evasion.Name, evasion.Events)),
        .. QuietActivity.All.Select(activity => new DetectionCase(QuietDay, activity.Name, activity.Events)),
        .. Scenarios.Scenario.All.Select(scenario => new DetectionCase(Scenario, scenario.FullName, scenario.Events, scenario.Technique)),
    ];

    /// <summary>The ways to use techniques.</summary>
    public static IReadOnlyList<DetectionCase> Ways { get; } = [.. All.Where(detectionCase => detectionCase.Technique.Length > 0)];

    /// <summary>
    /// The events with times of their own, which assign alerts to them, and audit IDs that no other case has. Of equal members the last counts.
    /// </summary>
    public IEnumerable<string> EventsAt(DateTimeOffset start) => Events.Select((json, i) =>
    {
        var time = start.AddMilliseconds(i).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        return $"{json.TrimEnd()[..^1]},\"auditID\":\"{start:yyyy-MM-ddTHH:mm}/{AuditIdOf(json)}\",\"requestReceivedTimestamp\":\"{time}\",\"stageTimestamp\":\"{time}\"}}";
    });

    private static DetectionCase OfAttack(string technique, IReadOnlyList<string> events) => new(Attack, technique, events, technique);

    private static string AuditIdOf(string json) => JsonSerializer.Deserialize<JsonElement>(json).GetProperty("auditID").GetString()!;
}
