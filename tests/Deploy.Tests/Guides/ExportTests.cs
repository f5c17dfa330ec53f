using System.Diagnostics;
using System.Text.Json;

namespace Deploy.Tests.Guides;

/// <summary>
/// The filters in the guides turn what a cloud provider exports into events. What calls the provider is replaced by a file in the format of its export.
/// </summary>
public sealed class ExportTests : IDisposable
{
    private const string Alert = "Privileged pod created";

    private readonly TempFolder _folder = new();
    private readonly string[] _events = File.ReadAllLines(RepositoryFiles.PathOf("samples", "attack.jsonl"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_of_CloudWatch_are_events_after_the_filter() =>
        AssertAlerts("eks.md", "aws logs tail", _events.Select(line => $"2026-11-30T01:02:03 {line}"));

    [Fact]
    public void Records_of_a_storage_account_are_events_after_the_filter() => AssertAlerts("aks.md", "find logs", _events.Select(Record));

    [Fact]
    public void Records_of_Event_Hubs_are_events_after_the_filter() =>
        AssertAlerts("aks.md", "jq --unbuffered", _events.Chunk(10).Select(some => $$"""{"records":[{{string.Join(',', some.Select(Record))}}]}"""));

    private static string Record(string line) =>
        $$$"""{"time":"2026-11-30T01:02:03Z","category":"kube-audit","properties":{"log":{{{JsonSerializer.Serialize(line + "\n")}}},"stream":"stdout"}}""";

    // The command of the page that starts with some words, up to the program, without what is in front of the filter.
    private void AssertAlerts(string page, string words, IEnumerable<string> exported)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("docs", "guides", page));
        var command = text[text.IndexOf(words, StringComparison.Ordinal)..].Split('\n')[0];
        var start = words.StartsWith("jq", StringComparison.Ordinal) ? 0 : command.IndexOf('|', StringComparison.Ordinal) + 1;
        var filter = command[start..command.LastIndexOf('|')];
        _ = filter.Contains("jq", StringComparison.Ordinal) ? Tools.Program("jq") : "";
        var shell = new ProcessStartInfo(
            "sh",
            ["-c", $"{filter} <\"$0\" | \"$1\" - 2>&1", _folder.Write("export", string.Join('\n', exported) + "\n"), RunnerProcess.Program]);
        var output = ChildProcess.Run(shell).Output;
        Assert.Contains(Alert, output, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", output, StringComparison.Ordinal);
    }
}
