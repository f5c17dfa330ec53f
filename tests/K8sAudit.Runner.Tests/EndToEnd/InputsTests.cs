using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The inputs of the command line, read by the published plugin.</summary>
public sealed partial class InputsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _rules;

    public InputsTests() => _rules = _folder.Write(
        "rules.yaml", "- {rule: R, desc: d, source: k8s_audit, condition: ka.verb = get, output: 'Event %ka.auditid', priority: INFO}");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_files_directories_and_patterns_are_read_in_their_order()
    {
        _folder.Write("3", Event(3));
        _folder.Write("logs/a/1.log", Event(1));
        _folder.Write("logs/2.log", Event(2));
        _folder.Write("x/4", Event(4));

        Assert.Equal([3, 2, 1, 4], Events(RunnerProcess.Run(_folder["3"], _folder["logs/**/*.log"], "-r", _rules, _folder["x"])));
    }

    [Fact]
    public void Compressed_files_are_read_beside_others()
    {
        _folder.Write("1", Event(1));
        using (var gzip = new GZipStream(File.Create(_folder["2"]), CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Event(2)));
        }

        Assert.Equal([1, 2], Events(RunnerProcess.Run(_folder["1"], _folder["2"], "-r", _rules)));
    }

    [Fact]
    public void Sort_merges_the_inputs_by_time()
    {
        _folder.Write("a", Event(1) + Event(3));
        _folder.Write("b", Event(4) + Event(2));

        Assert.Equal([1, 2, 3, 4], Events(RunnerProcess.Run("--sort", _folder["a"], _folder["b"], "-r", _rules)));
    }

    [Fact]
    public void A_missing_file_is_an_error_that_names_it()
    {
        _folder.Write("1", Event(1));

        var (code, output, errors) = RunnerProcess.Run(_folder["1"], _folder["missing"], "-r", _rules);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"\"{_folder["missing"]}\" does not exist", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat {} | \"$@\"")]
    [InlineData("exec \"$@\" <{}")]
    [InlineData("gzip -c {} | \"$@\"")]
    public void Standard_input_is_read_where_no_input_is_named(string script)
    {
        var file = _folder.Write("1", Event(1));
        using var runner = RunnerProcess.StartIn(script.Replace("{}", file, StringComparison.Ordinal), "-r", _rules);

        Assert.Equal([1], Events((runner.WaitForEnd(), runner.Output, runner.Errors)));
    }

    /// <summary>A service has /dev/null or nothing there.</summary>
    [Theory]
    [InlineData("exec \"$@\" </dev/null")]
    [InlineData("exec \"$@\" <&-")]
    [InlineData("exec \"$@\" -c {}/falco.yaml </dev/zero")]
    [InlineData("echo | \"$@\" -c {}/falco.yaml")]
    [InlineData("echo | \"$@\" -o 'plugins[0].open_params=http://127.0.0.1:0/'")]
    [InlineData("cat {}/rules.yaml | \"$@\" -r /dev/stdin")]
    public void A_webhook_is_opened_where_standard_input_is_not_a_file_or_pipe_or_has_another_purpose(string script)
    {
        _folder.Write("falco.yaml", """
            plugins: [{name: k8saudit, library_path: libk8saudit.so, open_params: 'http://127.0.0.1:0/'}, {name: json, library_path: libjson.so}]
            """);
        string[] rules = script.Contains("/dev/stdin", StringComparison.Ordinal) ? [] : ["-r", _rules];

        using var runner = RunnerProcess.StartIn(script.Replace("{}", _folder.Path, StringComparison.Ordinal), ["-M", "0.1", .. rules]);

        runner.WaitForEnd();
        Assert.Contains("http://127.0.0.1:", runner.Errors, StringComparison.Ordinal);
    }

    private static string Event(int id) =>
        $$"""{"kind":"Event","auditID":"{{id}}","verb":"get","stageTimestamp":"2026-01-01T00:00:0{{id}}Z"}""" + "\n";

    private static IEnumerable<int> Events((int Code, string Output, string Errors) run)
    {
        Assert.True(run.Code == 0, run.Errors);
        return EventNumber().Matches(run.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Event (\d+)")]
    private static partial Regex EventNumber();
}
