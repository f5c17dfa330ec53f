using System.Globalization;
using System.Text.Json;

namespace DefaultRules.Tests;

/// <summary>An alert as the runner prints it with <c>json_output</c>.</summary>
internal sealed record Alert(string Rule, string Priority, DateTimeOffset Time, string Output)
{
    public static Alert Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var alert = json.RootElement;
        return new(
            alert.GetProperty("rule").GetString()!,
            alert.GetProperty("priority").GetString()!,
            DateTimeOffset.Parse(alert.GetProperty("time").GetString()!, CultureInfo.InvariantCulture),
            alert.GetProperty("output").GetString()!);
    }
}
