using System.Text.Json;

namespace DefaultRules.Tests;

/// <summary>One line of a file in <c>Cases</c>: an event that fires a rule, or one that narrowly does not.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Fires">Whether the event fires it.</param>
/// <param name="Why">What decides that.</param>
/// <param name="Overrides">Rules loaded after the default ones, for rules that are off by default; empty by default.</param>
/// <param name="Output">How the alert begins after time and priority; empty where the case does not state it.</param>
/// <param name="Event">The audit event, byte by byte: escape sequences make a difference.</param>
internal sealed record RuleCase(string Rule, bool Fires, string Why, string Overrides, string Output, string Event)
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases")).Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           select Parse(line),
    ];

    private static RuleCase Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        return new(
            json.GetProperty("rule").GetString()!,
            json.GetProperty("fires").GetBoolean(),
            json.GetProperty("why").GetString()!,
            json.TryGetProperty("overrides", out var overrides) ? overrides.GetString()! : "",
            json.TryGetProperty("output", out var output) ? output.GetString()! : "",
            json.GetProperty("event").GetRawText());
    }

    /// <summary>The event as one line, with another time: of equal members the last counts.</summary>
    public string EventAt(DateTimeOffset time) => $"{Event[..^1]},\"stageTimestamp\":\"{time:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}\"}}";
}
