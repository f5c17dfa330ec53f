using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>A length of time as Prometheus writes it: <c>1h30m</c>, <c>500ms</c>. A bare number is milliseconds, as in older configurations of Falco.</summary>
internal static partial class PrometheusDuration
{
    private static readonly (string Name, double Milliseconds)[] _units =
    [
        ("y", 365 * 86_400_000.0),
        ("w", 7 * 86_400_000.0),
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1000),
        ("ms", 1),
    ];

    /// <summary>The length; null where the text is not a duration, is zero, or is longer than a <see cref="TimeSpan"/> can be.</summary>
    public static TimeSpan? Parse(string text)
    {
        var compact = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        if (int.TryParse(compact, NumberStyles.None, CultureInfo.InvariantCulture, out var bare) && bare > 0)
        {
            return TimeSpan.FromMilliseconds(bare);
        }

        var match = Units().Match(compact);
        var total = match.Success
            ? _units.Index().Where(unit => match.Groups[unit.Index + 1].Success).Sum(unit => Number(match.Groups[unit.Index + 1]) * unit.Item.Milliseconds)
            : 0;
        return total > 0 && total < TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.FromMilliseconds(total) : null;
    }

    /// <summary>A length in the largest unit that divides it: <c>5s</c>, <c>90m</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        var (name, milliseconds) = _units.First(unit => duration.TotalMilliseconds % unit.Milliseconds == 0 || unit.Milliseconds == 1);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds / milliseconds}{name}");
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?:(\d{1,9})y)?(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
