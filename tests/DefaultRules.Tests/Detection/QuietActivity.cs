namespace DefaultRules.Tests.Detection;

/// <summary>Something that happens on a healthy cluster every day.</summary>
/// <param name="Name">What happens.</param>
/// <param name="PerDay">How often a day.</param>
/// <param name="Events">The events of one time.</param>
internal sealed record QuietActivity(string Name, double PerDay, IReadOnlyList<string> Events)
{
    public static IReadOnlyList<QuietActivity> All { get; } =
    [
        .. DetectionFile.Lines("quiet-day.jsonl").Select(line =>
            new QuietActivity(line.GetProperty("name").GetString()!, line.GetProperty("per_day").GetDouble(), line.Events())),
    ];
}
