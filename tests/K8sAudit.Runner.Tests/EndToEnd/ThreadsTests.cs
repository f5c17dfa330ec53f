using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Finite input that several threads evaluate.</summary>
public sealed partial class ThreadsTests : RunnerTest
{
    private static readonly string _sharing = SamplePlugin.Library("WITH_SHARING");
    private static readonly string[] _fourThreads = ["--threads", "4", "-o", $"plugins[0].library_path={_sharing}", "-o", "log_level=info"];

    /// <summary>About 5,000 batches of the plugin in C, each event with one alert.</summary>
    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    [InlineData("9")]
    public void Alerts_and_counts_are_those_of_one_thread(string threads)
    {
        var input = Folder.Write("numbers", "20001");
        var expected = RunSharing(input, "1");
        Assert.Equal((0, 20001), (expected.Code, CapturedEvents(expected.Errors)));

        var (code, output, errors) = RunSharing(input, threads);

        Assert.Equal(0, code);
        Assert.Equal(expected.Output, output);
        Assert.Equal(20001, CapturedEvents(errors));
    }

    [Theory]
    [InlineData("fail_at:3001", "Error: error in plugin sample: the stream broke\n")]
    [InlineData("fail_at:3", "Error: error in plugin sample: the stream broke\n")]
    [InlineData("malformed", "Error: ")]
    [InlineData("empty_success", "Error: ")]
    public void A_source_that_fails_ends_as_with_one_thread(string input, string error)
    {
        var expected = RunSharing(input, "1");
        Assert.Contains(error, expected.Errors, StringComparison.Ordinal);

        var (code, output, errors) = RunSharing(input, "4");

        Assert.Equal((expected.Code, expected.Output), (code, output));
        Assert.Equal(Failures(expected.Errors), Failures(errors));
        Assert.Equal(CapturedEvents(expected.Errors), CapturedEvents(errors));
    }

    /// <summary>A rule that matches every event: the alerts are those of the first events, each once, and as many as the summary counts.</summary>
    [Theory]
    [InlineData(RunnerProcess.Signal.Terminate)]
    [InlineData(RunnerProcess.Signal.Interrupt)]
    internal void A_signal_ends_the_run_and_no_alert_is_lost_or_repeated(RunnerProcess.Signal signal)
    {
        using var runner = Start(
            Folder.Write("numbers", "2000000000"),
            "--threads",
            "4",
            "-o",
            $"plugins[0].library_path={_sharing}",
            "-o",
            "outputs_queue.capacity=100");
        runner.WaitForOutput("Any n1001");

        runner.Send(signal);

        Assert.Equal(0, runner.WaitForEnd());
        int[] numbers = [.. Number().Matches(runner.Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
        Assert.Equal(numbers.Length, CapturedEvents(runner.Errors));
        Assert.Contains($"Events detected: {numbers.Length}\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_further_thread_has_one_handle_of_the_stream_and_repeats_no_message()
    {
        var (_, _, errors) = Run(
            Folder.Write("numbers", "20000"), "--threads", "4", "-o", $"plugins[0].library_path={_sharing}", "-o", "log_level=info");

        Assert.Equal(3, Regex.Count(errors, "sample: shares the stream"));
        Assert.Equal(1, Regex.Count(errors, "sample: initialised"));
    }

    [Fact]
    public void Live_input_is_read_by_one_thread()
    {
        using var runner = Start(["live:200", .. _fourThreads]);
        runner.WaitForOutput("Any n11");

        runner.Send(RunnerProcess.Signal.Terminate);

        runner.WaitForEnd();
        Assert.DoesNotContain("shares the stream", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_input_is_read_by_one_thread()
    {
        var (code, output, errors) = Run(["12", .. _fourThreads]);

        Assert.Equal(0, code);
        Assert.Contains("Any n11", output, StringComparison.Ordinal);
        Assert.DoesNotContain("shares the stream", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("65")]
    [InlineData("-1")]
    [InlineData("all")]
    public void A_number_of_threads_that_cannot_be_used_is_an_error(string threads)
    {
        var (code, _, errors) = Run("3", "--threads", threads);

        Assert.NotEqual(0, code);
        Assert.Contains($"--threads: expected a number from 0 to 64, found '{threads}'", errors, StringComparison.Ordinal);
    }

    /// <summary>The real plugins with the default rules: fields with a memory, several rules for an event, every form of alerts.</summary>
    [Theory]
    [InlineData("--output", "text")]
    [InlineData("--output", "json", "-o", "rule_matching=all")]
    [InlineData("--color", "always")]
    public void Audit_events_have_the_alerts_of_one_thread(params string[] options)
    {
        var log = Path.Combine(Folder.Path, "audit.jsonl");
        var samples = RepositoryFiles.PathOf("samples");
        var text = string.Concat(Directory.GetFiles(samples, "*.jsonl").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        File.WriteAllLines(log, Enumerable.Repeat(text.TrimEnd('\n'), 6));
        var expected = RunnerProcess.Run([log, "--threads", "1", .. options]);

        var (code, output, errors) = RunnerProcess.Run([log, "--threads", "3", .. options]);

        Assert.Equal(0, code);
        Assert.Equal(Untimed(expected.Output), Untimed(output));
        Assert.Equal(CapturedEvents(expected.Errors), CapturedEvents(errors));
    }

    private (int Code, string Output, string Errors) RunSharing(string input, string threads) =>
        Run(input, "--threads", threads, "-o", $"plugins[0].library_path={_sharing}");

    private static string[] Failures(string errors) => [.. errors.Split('\n').Where(line => line.StartsWith("Error:", StringComparison.Ordinal))];

    private static int CapturedEvents(string errors) =>
        Captured().Match(errors) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    // The summary for people tells how long the run took.
    private static string Untimed(string output) => Elapsed().Replace(output, "events in some time");

    [GeneratedRegex(@"\b(?:Any n|text=n)(\d+)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"events in \d+\.\d s")]
    private static partial Regex Elapsed();

    [GeneratedRegex(@"Captured Events: (\d+)")]
    private static partial Regex Captured();
}
