using K8sAudit.Runner.Json;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Doctor;

/// <summary>The results of checks, as text or as one JSON object.</summary>
internal static class DoctorReport
{
    private const int StatusColumn = 6;
    private const int NameColumn = 16;

    public static void WriteText(IReadOnlyList<CheckResult> results, TextWriter output)
    {
        foreach (var (check, finding) in results)
        {
            var text = finding.Text.Replace("\n", $"\n{new string(' ', StatusColumn + NameColumn)}", StringComparison.Ordinal);
            output.Write($"{Name(finding.Status).PadRight(StatusColumn)}{check.Name.PadRight(NameColumn)}{Safe(text)}\n");
            output.Write(finding.Remedy.Length == 0 ? "" : $"{"",StatusColumn + NameColumn}to do: {Safe(finding.Remedy)}\n");
        }

        output.Write($"\n{string.Join(", ", Counts(results).Select(pair => $"{pair.Count} {Name(pair.Status)}"))}\n");
    }

    public static void WriteJson(IReadOnlyList<CheckResult> results, TextWriter output) => FalcoJson.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("checks");
        foreach (var (check, finding) in results)
        {
            json.WriteStartObject();
            json.WriteString("check", check.Name);
            json.WriteString("status", Name(finding.Status));
            json.WriteString("found", finding.Text);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        foreach (var (status, count) in Counts(results))
        {
            json.WriteNumber(Name(status).ToLowerInvariant(), count);
        }

        json.WriteEndObject();
    });

    private static IEnumerable<(CheckStatus Status, int Count)> Counts(IReadOnlyList<CheckResult> results) =>
        Enum.GetValues<CheckStatus>().Select(status => (status, results.Count(result => result.Finding.Status == status)));

    private static string Name(CheckStatus status) => status.ToString().ToUpperInvariant();

    private static string Safe(string text) => string.Join('\n', text.Split('\n').Select(SafeText.Of));
}
