using System.Diagnostics;
using System.Text.Json;

namespace Deploy.Tests.Guides;

/// <summary>The program reads what the commands of the guides export from a cloud provider, represented by a file in the format of the export.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Alert = "Privileged pod created";

    private readonly TempFolder _folder = new();
    private readonly string[] _events = File.ReadAllLines(RepositoryFiles.PathOf("samples", "attack.jsonl"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_of_CloudWatch_are_events() => AssertAlerts("eks.md", "k8saudit -c falco.yaml -", _events.Select(line => $"2026-11-30T01:02:03 {line}"));

    [Fact]
    public void Records_of_a_storage_account_are_events() => AssertAlerts("aks.md", "k8saudit logs", _events.Select(Record));

    [Fact]
    public void Records_of_Event_Hubs_are_events() =>
        AssertAlerts(
            "aks.md",
            "k8saudit -c falco.yaml -",
            _events.Chunk(10).Select(some => $$"""{"records":[{{string.Join(',', some.Select(Record))}}]}"""));

    private static string Record(string line) =>
        $$$"""{"time":"2026-11-30T01:02:03Z","category":"kube-audit","properties":{"log":{{{JsonSerializer.Serialize(line + "\n")}}},"stream":"stdout"}}""";

    // The page has the command; its configuration is the built-in one here.
    private void AssertAlerts(string page, string command, IEnumerable<string> exported)
    {
        Assert.Contains(command, File.ReadAllText(RepositoryFiles.PathOf("docs", "guides", page)), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["logs"]);
        _folder.Write("logs/PT1H.json", string.Join('\n', exported) + "\n");
        var output = ChildProcess.Run(new ProcessStartInfo(RunnerProcess.Program, [_folder["logs"]])).Output;
        Assert.Contains(Alert, output, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected", output, StringComparison.Ordinal);
    }
}
