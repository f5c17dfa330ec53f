using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>A followed file with a saved offset, read by the published plugin.</summary>
public sealed partial class FollowedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_a_kill_a_restart_repeats_the_events_whose_alerts_were_not_delivered()
    {
        // Delivers the first alert and blocks on the second one.
        var (first, end) = (_folder["first"], _folder["end"]);
        using (var killed = Start($"if mkdir {first} 2>&-; then exit 0; fi; while [ -d {first} ] && ! [ -e {end} ]; do sleep 0.05; done"))
        {
            Append(1, 1);
            killed.WaitForOutput("Event 1");
            Append(2, 4);
            killed.WaitForOutput("Event 4");
            WaitForOffset();
        }

        _folder.Write("end", "");
        using var restarted = Start("cat >/dev/null");
        restarted.WaitForOutput("Event 4");
        Assert.Equal([2, 3, 4], Events(restarted));
    }

    [Fact]
    public void At_the_end_of_a_run_the_offset_is_behind_everything_that_was_delivered()
    {
        using (var first = Start("cat >/dev/null"))
        {
            Append(1, 3);
            first.WaitForOutput("Event 3");
            first.Send(RunnerProcess.Signal.Terminate);
            Assert.Equal(0, first.WaitForEnd());
        }

        using var second = Start("cat >/dev/null");
        Append(4, 4);
        second.WaitForOutput("Event 4");
        Assert.Equal([4], Events(second));
    }

    private static IEnumerable<int> Events(RunnerProcess runner) =>
        EventNumber().Matches(runner.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    // Until an offset behind an event is saved.
    private void WaitForOffset() => Assert.True(SpinWait.SpinUntil(
        () => File.Exists(_folder["offset"])
            && !File.ReadAllText(_folder["offset"]).Contains("\"offset\":0", StringComparison.Ordinal), TimeSpan.FromSeconds(60)));

    private RunnerProcess Start(string program)
    {
        var configuration = _folder.Write("falco.yaml", $$"""
            plugins:
              - {name: k8saudit, library_path: libk8saudit.so, init_config: {offsetFile: {{_folder["offset"]}}}, open_params: 'file://{{_folder["audit.log"]}}'}
              - {name: json, library_path: libjson.so}
            rules_files: [{{_folder.Write("rules.yaml", "- {rule: R, desc: d, source: k8s_audit, condition: ka.verb = get, output: 'Event %ka.auditid', priority: INFO}")}}]
            program_output: {enabled: true, program: "{{program}}"}
            stdout_output: {enabled: true}
            output_timeout: 60000
            log_level: info
            """);
        File.AppendAllText(_folder["audit.log"], "");
        var runner = RunnerProcess.Start("-c", configuration);
        runner.WaitForErrors("Reading event source");
        return runner;
    }

    private void Append(int first, int last) => File.AppendAllLines(_folder["audit.log"],
        Enumerable.Range(first, last - first + 1).Select(i => $$"""{"kind":"Event","auditID":"{{i}}","verb":"get"}"""));

    [GeneratedRegex(@"Event (\d+)")]
    private static partial Regex EventNumber();
}
