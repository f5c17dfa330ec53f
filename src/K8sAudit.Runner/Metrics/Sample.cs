using System.Globalization;

namespace K8sAudit.Runner.Metrics;

/// <summary>A value of a metric.</summary>
/// <param name="Value">The value: a number in the invariant culture, or a string for <see cref="MetricType.Information"/>.</param>
internal sealed record Sample(string Value)
{
    /// <summary>The value of a metric that is zero.</summary>
    public const string Zero = "0";

    /// <summary>The part of the name that the metric leaves open; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type where it differs from that of the metric.</summary>
    public MetricType? Type { get; init; }

    /// <summary>Labels in order.</summary>
    public IReadOnlyList<(string Name, string Value)> Labels { get; init; } = [];

    public static Sample Of(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    public static Sample Of(double value, string format) => new(value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>A string that is also the value of a label.</summary>
    public static Sample Of(string label, string value) => new(value) { Labels = [(label, value)] };

    /// <summary>Falco's names for rules and files in metrics: letters, digits, underscores and colons, no runs of underscores, none at the ends.</summary>
    public static string ToName(string text) =>
        string.Join(
            '_',
            string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_'))
                .Split('_', StringSplitOptions.RemoveEmptyEntries));
}
