using System.Text.Json;
using System.Text.Json.Nodes;

namespace DefaultRules.Tests;

/// <summary>One line of a file in <c>Cases</c>: an event that fires a rule, or one that only just does not.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Fires">Whether the event fires it.</param>
/// <param name="Why">What decides that.</param>
/// <param name="Overrides">Rules loaded after the default ones, for rules that are off by default; empty by default.</param>
/// <param name="Event">The audit event.</param>
internal sealed record RuleCase(string Rule, bool Fires, string Why, string Overrides, JsonObject Event)
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases")).Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           select Parse(line),
    ];

    private static RuleCase Parse(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        return new(
            json["rule"]!.GetValue<string>(),
            json["fires"]!.GetValue<bool>(),
            json["why"]!.GetValue<string>(),
            json["overrides"]?.GetValue<string>() ?? "",
            json["event"]!.AsObject());
    }

    /// <summary>The event as one line, with another time.</summary>
    public string EventAt(DateTimeOffset time)
    {
        var stamped = Event.DeepClone();
        stamped["stageTimestamp"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null);
        return stamped.ToJsonString(JsonSerializerOptions.Default);
    }
}
