using System.Diagnostics;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>How a run ends.</summary>
public sealed class RunEndTests : RunnerTest
{
    [Fact]
    public void A_second_signal_says_what_it_discards()
    {
        using var server = HttpSink.Start(answer: null);
        using var runner = Start("live:3", "-o", $"http_output={{enabled: true, url: \"{server.Address}\"}}", "-o", "output_timeout=0", "-o", "log_level=info");
        server.Next();

        runner.Send(RunnerProcess.Signal.Terminate);
        runner.WaitForErrors("SIGTERM received, exiting...");
        runner.Send(RunnerProcess.Signal.Interrupt);

        Assert.NotEqual(0, runner.WaitForEnd());
        Assert.Contains("SIGINT received again: the process ends at once; discarded: 3 alerts of the http output", runner.Errors, StringComparison.Ordinal);
    }

    /// <summary>The console, which the log uses before signals are handled, has a handler of its own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SIGINT_ends_a_run_in_order_that_has_logged_before(bool isIgnoredByParent)
    {
        string[] arguments = ["live:3", "-o", "log_level=info"];
        using var runner = isIgnoredByParent ? StartInBackground(arguments) : Start(arguments);
        runner.WaitForOutput("Even (number=2");

        runner.Send(RunnerProcess.Signal.Interrupt);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("SIGINT received, exiting...", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_supervisor_that_signals_the_process_and_its_group_ends_it_in_order()
    {
        using var runner = Start("live:3", "-o", "log_level=info");
        runner.WaitForOutput("Even (number=2");

        runner.Send(RunnerProcess.Signal.Terminate);
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 3", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_read_to_its_end_and_no_alert_is_lost()
    {
        var input = Folder.Write("numbers", "20000");

        var (code, output, errors) = Run(input, "-o", "outputs_queue.capacity=3");

        Assert.Equal(0, code);
        Assert.Contains("Events detected: 20000\n", output, StringComparison.Ordinal);
        Assert.Equal(
            20000,
            output.Split('\n')
                .Count(line => line.Contains(": Informational Any ", StringComparison.Ordinal) || line.Contains(": Warning Even ", StringComparison.Ordinal)));
        Assert.DoesNotContain("dropped", errors, StringComparison.Ordinal);
    }

    /// <summary>A call into a plugin may never return.</summary>
    [Fact]
    public void A_signal_ends_a_run_whose_source_is_stuck()
    {
        using var runner = Start("stuck:3", "-o", "output_timeout=100");
        runner.WaitForOutput("Any n1");

        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Contains("Error: event source 'sample' has not stopped: ", runner.Errors, StringComparison.Ordinal);
        Assert.Contains("Events detected: 3\n", runner.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec \"$@\" 2>&-")]
    [InlineData("exec \"$@\" <&- 2>&-")]
    public void Standard_error_may_be_closed(string script)
    {
        using var runner = RunnerProcess.StartIn(script, "-c", Configuration, "3");

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 3\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_of_open_files_is_raised_as_far_as_the_host_allows()
    {
        using var runner = RunnerProcess.StartIn("ulimit -Sn 300; ulimit -Hn 2000; exec \"$@\"", "-c", Configuration, "live:3");
        runner.WaitForOutput("Any n1");

        Assert.Matches(@"Max open files +2000 +2000 ", File.ReadAllText($"/proc/{runner.Id}/limits"));
    }

    [Fact]
    public void Alerts_for_a_closed_standard_output_are_reported_and_written_nowhere_else()
    {
        using var runner = RunnerProcess.StartIn("exec \"$@\" >&-", "-c", Configuration, "3");

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Contains("Error: alerts were not delivered: 3 to the stdout output\n", runner.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Any n1", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_or_full_standard_output_is_an_error_of_a_command()
    {
        using var closed = RunnerProcess.StartIn("exec \"$@\" >&-", "--version");
        using var full = RunnerProcess.StartIn("exec \"$@\" >/dev/full", "--version");

        Assert.Equal((1, "Error: standard output could not be written: Bad file descriptor\n"), (closed.WaitForEnd(), closed.Errors));
        Assert.Equal(1, full.WaitForEnd());
        Assert.StartsWith("Error: standard output could not be written: No space left on device", full.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunnerProcess.Signal.Interrupt)]
    [InlineData(RunnerProcess.Signal.Terminate)]
    internal void A_signal_ends_the_run_after_the_received_events_are_read(RunnerProcess.Signal signal)
    {
        using var runner = Start("live:6");
        runner.WaitForOutput("Even (number=4");

        runner.Send(signal);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 6\n", runner.Output, StringComparison.Ordinal);
        Assert.Contains("Captured Events: 6", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_can_be_drained_is_read_to_its_end_after_a_signal()
    {
        using var runner = Start("queue:1000", "-o", $"plugins[0].library_path={SamplePlugin.Library("WITH_DRAIN")}", "-o", "log_level=notice");
        runner.WaitForErrors("Reading event source 'sample'");

        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 1000\n", runner.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunnerProcess.Signal.HangUp)]
    [InlineData(RunnerProcess.Signal.User1)]
    internal void A_signal_right_after_the_process_ID_is_written_does_not_end_the_process(RunnerProcess.Signal signal)
    {
        var pipe = Path.Combine(Folder.Path, "pid");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        using var runner = Start("live:6", "-P", pipe);
        Assert.NotEmpty(File.ReadAllText(pipe));
        runner.Send(signal);
        runner.WaitForOutput("Even (number=4");
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 6\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_ends_the_run_of_a_background_job_too()
    {
        using var runner = StartInBackground("live:6");
        runner.WaitForOutput("Even (number=4");

        runner.Send(RunnerProcess.Signal.Interrupt);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 6\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_ends_after_the_seconds_of_M()
    {
        var (code, output, errors) = Run("live:2", "-M", "0.3", "-o", "log_level=info");

        Assert.Equal(0, code);
        Assert.Contains("Events detected: 2\n", output, StringComparison.Ordinal);
        Assert.Contains("The time of -M has elapsed, exiting...", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_ends_when_standard_output_is_closed()
    {
        using var runner = StartUnread("live:100000");
        runner.CloseOutput();

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("could not be written: Broken pipe", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_under_the_log_does_not_end_the_run()
    {
        using var runner = RunnerProcess.StartIn(
            "exec \"$@\" 2> /dev/full",
            "-c",
            Configuration,
            "3",
            "-o",
            "stdout_output.enabled=true",
            "-o",
            "http_output={enabled: true, url: \"http://127.0.0.1:1/\"}",
            "-o",
            "log_level=info");

        // Alerts to the server are not delivered.
        Assert.Equal(1, runner.WaitForEnd());
        Assert.Contains("Even (number=2", runner.Output, StringComparison.Ordinal);
        Assert.Contains("Events detected: 3\n", runner.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_under_standard_output_does_not_end_the_run()
    {
        var file = Path.Combine(Folder.Path, "alerts");
        using var runner = RunnerProcess.StartIn(
            "exec \"$@\" > /dev/full",
            "-c",
            Configuration,
            "3",
            "-o",
            "stdout_output.enabled=true",
            "-o",
            $"file_output={{enabled: true, filename: {file}}}",
            "-o",
            "log_level=info");

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Equal(3, File.ReadAllLines(file).Length);
        Assert.Contains("stdout output: 3 alerts could not be written", runner.Errors, StringComparison.Ordinal);
        Assert.Contains("Captured Events: 3", runner.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Standard output is closed", runner.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    public void A_run_may_last_longer_than_a_timer_accepts_and_without_limit(string seconds)
    {
        var (code, output, errors) = Run("3", "-M", seconds);

        Assert.True(code == 0, errors);
        Assert.Contains("Events detected: 3\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail_at:2", 2, "Error: error in plugin sample: the stream broke")]
    [InlineData("empty_success", 0, "Error: unexpected 0 size event returned by plugin sample")]
    [InlineData("foreign_id", 0, "Error: unexpected plugin ID in plugin event")]
    [InlineData("malformed", 0, "Error: malformed plugin event produced by plugin: 'sample'")]
    public void A_source_that_fails_ends_the_run_with_an_error_after_its_events(string parameters, int detected, string error)
    {
        var (code, output, errors) = Run(parameters);

        Assert.Equal(1, code);
        Assert.Contains($"Events detected: {detected}\n", output, StringComparison.Ordinal);
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }
}
