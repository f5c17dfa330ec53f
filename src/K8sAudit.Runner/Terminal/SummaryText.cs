using System.Globalization;
using FalcoRules;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Terminal;

/// <summary>The closing summary for people.</summary>
internal sealed class SummaryText(TerminalStyle style, TextWriter output)
{
    private const int LabelColumn = 16;

    public void Write(Statistics statistics, RunSummary summary, IReadOnlyList<SourceRun> runs)
    {
        foreach (var run in runs)
        {
            var name = runs.Count > 1 ? $"{run.Source}: " : "";
            output.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n{name}{run.Events:N0} {(run.Events == 1 ? "event" : "events")} in {run.Elapsed.TotalSeconds:F1} s"));
        }

        output.Write(string.Create(CultureInfo.InvariantCulture, $", {style.Strong(Alerts(statistics.Detected))}\n"));
        WriteRow("by priority", Enum.GetValues<Priority>().Where(priority => statistics.Of(priority) > 0)
            .Select(priority => style.Of(priority, $"{Priorities.Names[(int)priority]} {Number(statistics.Of(priority))}")));
        WriteRules(statistics.ByRule);
        WriteRow("by user", summary.Identities.Select(Shown));
        WriteRow("by namespace", summary.Namespaces.Select(Shown));
        WriteRow("by address", summary.Addresses.Select(Shown));
        foreach (var run in runs)
        {
            WriteRow(runs.Count > 1 ? $"in {run.Source}" : "input", $"{run.Input}" is { Length: > 0 } input ? [input] : []);
        }
    }

    private void WriteRules(IReadOnlyList<(string Rule, long Count)> rules)
    {
        foreach (var (index, (rule, count)) in rules.Index())
        {
            output.Write($"  {(index == 0 ? "by rule" : "").PadRight(LabelColumn)}{SafeText.Of(rule)} {Number(count)}\n");
        }
    }

    private void WriteRow(string label, IEnumerable<string> values)
    {
        var text = string.Join(", ", values);
        output.Write(text.Length == 0 ? "" : $"  {label.PadRight(LabelColumn)}{text}\n");
    }

    private static string Shown((string Name, long Count) entry) => $"{entry.Name} {Number(entry.Count)}";

    private static string Alerts(long count) => $"{Number(count)} {(count == 1 ? "alert" : "alerts")}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
