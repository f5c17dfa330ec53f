using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Configuration;

/// <summary>A length of time as Prometheus writes it: <c>1h30m</c>, <c>500ms</c>; a bare number is milliseconds, as in older configurations of Falco.</summary>
internal static partial class PrometheusDuration
{
    private static readonly double[] _milliseconds = [365 * 86_400_000.0, 7 * 86_400_000.0, 86_400_000, 3_600_000, 60_000, 1000, 1];

    /// <summary>The length; null where the text is none, or is zero.</summary>
    public static TimeSpan? Parse(string text)
    {
        var compact = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        if (int.TryParse(compact, NumberStyles.None, CultureInfo.InvariantCulture, out var bare) && bare > 0)
        {
            return TimeSpan.FromMilliseconds(bare);
        }

        var match = Units().Match(compact);
        var total = Enumerable.Range(1, _milliseconds.Length).Where(group => match.Groups[group].Success).Sum(group => Number(match.Groups[group]) * _milliseconds[group - 1]);
        return match.Success && total > 0 ? TimeSpan.FromMilliseconds(total) : null;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(\d{1,9})y)?(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
