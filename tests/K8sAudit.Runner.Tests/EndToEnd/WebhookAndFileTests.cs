using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The webhook and the log file of one API server in one process, read by the published plugin.</summary>
public sealed partial class WebhookAndFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();

    private string LogFile => _folder["audit.log"];

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_event_of_both_is_reported_once_and_one_of_either_is_not_missed()
    {
        using var runner = Start();
        Append(1, 4);
        runner.WaitForOutput("Event 4\n");
        await PostAsync(runner, 1, 8);
        runner.WaitForOutput("Event 8\n");
        Append(5, 10);
        runner.WaitForOutput("Event 10\n");
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
        Assert.Equal(Enumerable.Range(1, 10), Events(runner));
    }

    [Fact]
    public async Task A_reload_that_opens_the_source_again_reports_each_event_once()
    {
        using var runner = Start();
        Append(1, 2);
        await PostAsync(runner, 2, 3);
        runner.WaitForOutput("Event 3\n");
        Configure(maxEventSize: 300_000);
        runner.WaitForErrors("Reloaded in ");
        await PostAsync(runner, 1, 5);
        Append(3, 6);
        runner.WaitForOutput("Event 6\n");
        runner.WaitForOutput("Event 5\n");
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
        Assert.Equal(2, Port().Count(runner.Errors));
        Assert.Equal(Enumerable.Range(1, 6), Events(runner));
    }

    [Fact]
    public void The_inputs_may_be_named_on_the_command_line_and_the_webhook_listens_on_the_loopback_address()
    {
        File.WriteAllText(LogFile, "");
        using var runner = RunnerProcess.Start("http://:0/k8s-audit", $"file://{LogFile}");
        runner.WaitForErrors("the webhook listens on http://127.0.0.1:0/k8s-audit only;");
        runner.WaitForErrors($"from http://127.0.0.1:0/k8s-audit and file://{LogFile}\n");
        runner.Send(RunnerProcess.Signal.Terminate);
        Assert.Equal(0, runner.WaitForEnd());
    }

    private static IEnumerable<int> Events(RunnerProcess runner) =>
        EventNumber().Matches(runner.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Order();

    private static string Members(int id) => $$"""
        "level":"Metadata","auditID":"{{id}}","stage":"ResponseComplete","verb":"get"}
        """;

    private RunnerProcess Start()
    {
        File.WriteAllText(LogFile, "");
        var runner = RunnerProcess.Start("-c", Configure(maxEventSize: 200_000));
        runner.WaitForErrors("Reading event source");
        return runner;
    }

    private string Configure(int maxEventSize) => _folder.Write("falco.yaml", $$"""
        plugins:
          - name: k8saudit
            library_path: libk8saudit.so
            init_config: {maxEventSize: {{maxEventSize}}, offsetFile: {{_folder["offset"]}}}
            open_params: |
              http://127.0.0.1:0/k8s-audit
              file://{{LogFile}}
          - {name: json, library_path: libjson.so}
        rules_files: [{{_folder.Write("rules.yaml", "- {rule: R, desc: d, source: k8s_audit, condition: ka.verb = get, output: 'Event %ka.auditid', priority: INFO}")}}]
        log_level: info
        """);

    private void Append(int first, int last) => File.AppendAllLines(LogFile,
        Enumerable.Range(first, last - first + 1).Select(id => "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\"," + Members(id)));

    private async Task PostAsync(RunnerProcess runner, int first, int last)
    {
        var items = string.Join(',', Enumerable.Range(first, last - first + 1).Select(id => "{" + Members(id)));
        var list = $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{items}}]}""";
        using var content = new StringContent(list, Encoding.UTF8, "application/json");
        var address = new Uri($"http://127.0.0.1:{Port().Matches(runner.Errors)[^1].Groups[1].Value}/k8s-audit");
        using var response = await _http.PostAsync(address, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [GeneratedRegex(@"Event (\d+)\n")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"\(port (\d+)\)")]
    private static partial Regex Port();
}
