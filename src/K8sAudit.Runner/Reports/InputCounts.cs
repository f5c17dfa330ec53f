using System.Globalization;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Reports;

/// <summary>What became of the input of a source besides events, as the metrics of its plugin tell. A plugin may have any of these metrics, or none.</summary>
/// <param name="Counts">The number of each counter that the plugin has, in the order of <see cref="Counters"/>.</param>
/// <param name="Rejected">The number of rejected events by reason.</param>
internal sealed record InputCounts(IReadOnlyList<(InputCounter Counter, long Count)> Counts, IReadOnlyList<(string Reason, long Count)> Rejected)
{
    private const string RejectedPrefix = "events_rejected_";

    /// <summary>The table of counters.</summary>
    public static IReadOnlyList<InputCounter> Counters { get; } =
    [
        new("bytes_received", "bytes", "byte", "bytes"),
        new("ignored_text_lines", "text_lines", "line of text", "lines of text", IsNotUnderstood: true),
        new("ignored_json_values", "json_values", "other JSON value", "other JSON values", IsNotUnderstood: true),
        new("blank_lines", "blank_lines", "blank line", "blank lines"),
        new("files_unread", "unread_files", "file not read to its end", "files not read to their ends", IsNotUnderstood: true),
        new("events_truncated", "truncated_events", "truncated event", "truncated events"),
        new("events_duplicate", "duplicate_events", "duplicate event", "duplicate events"),
    ];

    /// <summary>How many parts of the input are not understood.</summary>
    public long NotUnderstood => Counts.Where(row => row.Counter.IsNotUnderstood).Sum(row => row.Count) + RejectedTotal;

    /// <summary>How many events are rejected.</summary>
    public long RejectedTotal => Rejected.Sum(row => row.Count);

    /// <summary>Reads the counts from the metrics of a plugin; null if it has none of them.</summary>
    public static InputCounts? Read(IReadOnlyList<PluginMetric> metrics)
    {
        var values = metrics.ToLookup(metric => metric.Name, Number);
        var counts = Counters.Where(counter => values.Contains(counter.Metric)).Select(counter => (counter, values[counter.Metric].First())).ToList();
        var rejected = metrics.Where(metric => metric.Name.StartsWith(RejectedPrefix, StringComparison.Ordinal))
            .Select(metric => (metric.Name[RejectedPrefix.Length..], Number(metric))).ToList();
        return counts.Count + rejected.Count == 0 ? null : new InputCounts(counts, rejected);
    }

    /// <summary>The sums of several counts; null if there are none.</summary>
    public static InputCounts? Sum(IEnumerable<InputCounts?> all)
    {
        var counts = all.OfType<InputCounts>().ToList();
        return counts.Count == 0 ? null : new InputCounts(
            [.. counts.SelectMany(one => one.Counts).GroupBy(row => row.Counter, (counter, rows) => (counter, rows.Sum(row => row.Count)))],
            [.. counts.SelectMany(one => one.Rejected).GroupBy(row => row.Reason, (reason, rows) => (reason, rows.Sum(row => row.Count)))]);
    }

    /// <summary>The counts that are not zero: <c>5,641 bytes, 2 lines of text, 1 rejected event (incomplete 1)</c>.</summary>
    public override string ToString()
    {
        var counts = Counts.Where(row => row.Count > 0).Select(row => Shown(row.Count, row.Counter.One, row.Counter.Several));
        var reasons = Rejected.Where(row => row.Count > 0).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Reason} {row.Count:N0}"));
        return string.Join(
            ", ",
            RejectedTotal == 0 ? counts : counts.Append($"{Shown(RejectedTotal, "rejected event", "rejected events")} ({string.Join(", ", reasons)})"));
    }

    private static string Shown(long count, string one, string several) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : several)}");

    private static long Number(PluginMetric metric) =>
        long.TryParse(metric.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
