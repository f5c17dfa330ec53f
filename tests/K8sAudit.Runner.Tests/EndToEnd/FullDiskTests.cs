using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Compares acknowledged events with alerts while the disk of an output is full.</summary>
public sealed partial class FullDiskTests : IDisposable
{
    private const int Posts = 50;
    private const int EventsOfAPost = 100;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("keep_alive: true")]
    [InlineData("keep_alive: false")]
    public async Task Every_acknowledged_event_is_evaluated_and_reported_by_the_other_output(string mode)
    {
        var rules = _folder.Write(
            "rules.yaml",
            "- {rule: Seen, desc: d, source: k8s_audit, condition: ka.verb = create, output: Seen %ka.auditid, priority: INFO}\n");
        using var runner = RunnerProcess.Start(
            "http://127.0.0.1:0/k8s-audit", "-r", rules, "-o", $"file_output={{enabled: true, {mode}, filename: /dev/full}}", "-o", "stdout_output.enabled=true", "-o", "log_level=info");
        runner.WaitForErrors("Reading event source");
        var acknowledged = await PostAsync(new Uri($"http://127.0.0.1:{Port().Match(runner.Errors).Groups[1].Value}/k8s-audit"));
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Equal(Posts * EventsOfAPost, acknowledged.Count);
        Assert.Equal(acknowledged.Order(), Alert().Matches(runner.Output).Select(alert => alert.Groups[1].Value).Order());
        Assert.Contains($"Events detected: {acknowledged.Count}\n", runner.Output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", runner.Errors, StringComparison.Ordinal);
        Assert.Contains($"{acknowledged.Count} alerts could not be written", runner.Errors, StringComparison.Ordinal);
    }

    private static async Task<List<string>> PostAsync(Uri address)
    {
        List<string> acknowledged = [];
        using var client = new HttpClient();
        for (var post = 0; post < Posts; post++)
        {
            var ids = Enumerable.Range(0, EventsOfAPost).Select(i => $"{post}-{i}").ToArray();
            var events = ids.Select(id => $$"""{"kind":"Event","auditID":"{{id}}","verb":"create","stage":"ResponseComplete"}""");
            using var content = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(address, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            acknowledged.AddRange(ids);
        }

        return acknowledged;
    }

    [GeneratedRegex(@"\(port (\d+)\)")]
    private static partial Regex Port();

    [GeneratedRegex(@"Seen (\S+)\n")]
    private static partial Regex Alert();
}
