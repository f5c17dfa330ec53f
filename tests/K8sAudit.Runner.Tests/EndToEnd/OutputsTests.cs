using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Where a run sends its alerts, and that no output delays detection.</summary>
public sealed partial class OutputsTests : RunnerTest
{
    [Fact]
    public void Alerts_and_messages_go_to_syslog()
    {
        var path = Path.Combine(Folder.Path, "log");
        using var daemon = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        daemon.Bind(new UnixDomainSocketEndPoint(path));

        using var runner = RunnerProcess.Start(
            new Dictionary<string, string> { ["K8SAUDIT_SYSLOG_SOCKET"] = path },
            ["-c", Configuration, "1", "-o", "syslog_output.enabled=true", "-o", "log_syslog=true", "-o", "log_level=info"]);

        Assert.Equal(0, runner.WaitForEnd());
        var lines = ReceiveAll(daemon);
        Assert.Contains(
            lines,
            line => line.StartsWith("<14>", StringComparison.Ordinal)
                && line.EndsWith(" k8saudit: 14:09:12.000000000: Informational Any n0", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line => line.StartsWith("<14>", StringComparison.Ordinal) && line.Contains(" k8saudit: Loaded plugin 'sample@1.2.3'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_as_the_file_of_alerts_is_an_error_at_the_start()
    {
        var (code, output, errors) = Run("-o", $"file_output={{enabled: true, filename: {Folder.Path}}}");

        Assert.Equal((1, "", $"Error: file_output.filename: expected the path of a file, found the directory '{Folder.Path}'\n"), (code, output, errors));
    }

    [Fact]
    public void Snapshots_of_metrics_begin_a_new_line_behind_an_incomplete_one()
    {
        var file = Folder.Write("metrics.jsonl", "{\"incomplete");
        using var runner = Start("live:3", "-o", $"metrics={{enabled: true, interval: 100ms, output_file: {file}}}");

        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(file).Count('\n'.Equals) > 1, TimeSpan.FromSeconds(60)));

        Assert.StartsWith("{\"incomplete\n{\"output_fields\":", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_gets_the_environment_as_it_was()
    {
        var file = Path.Combine(Folder.Path, "environment");

        using var runner = RunnerProcess.StartIn(
            "unset SSL_CERT_FILE SSL_CERT_DIR; exec \"$@\"",
            "-c",
            Configuration,
            "-o",
            "program_output={enabled: true, keep_alive: true, program: \"env > '" + file + "'; cat > /dev/null\"}");

        Assert.True(runner.WaitForEnd() == 0, runner.Errors);
        Assert.Contains("FALCO_HOSTNAME=test-host\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.DoesNotContain("\nSSL_CERT_", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_go_to_a_program_and_to_a_server_at_once()
    {
        using var server = HttpSink.Start();
        var file = Path.Combine(Folder.Path, "program");

        var (code, output, errors) = Run(
            "-o",
            "json_output=true",
            "-o",
            "http_output.enabled=true",
            "-o",
            $"http_output.url={server.Address}",
            "-o",
            "program_output={enabled: true, keep_alive: true, program: \"cat > '" + file + "'\"}");

        Assert.True(code == 0, errors);
        Assert.Equal("", output);
        Assert.Contains("Events detected: 3\n", errors, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(file).Length);
        Assert.Equal(File.ReadAllText(file), $"{server.Next().Text}\n{server.Next().Text}\n{server.Next().Text}\n");
    }

    [Theory]
    [InlineData("program_output={enabled: true, keep_alive: true, program: tail -f --pid=$PPID /dev/null > /dev/null 2>&1}", "program output: ")]
    [InlineData("file_output={enabled: true, keep_alive: true, filename: /dev/full}", "file output: ")]
    [InlineData("http_output={enabled: true, url: \"SERVER\"}", "http output: ")]
    public void A_blocked_output_delays_neither_detection_nor_the_others(string option, string logged)
    {
        using var server = HttpSink.Start(answer: null);

        using var runner = Start(
            "live:20000",
            "-o",
            option.Replace("SERVER", server.Address, StringComparison.Ordinal),
            "-o",
            "output_timeout=300",
            "-o",
            "stdout_output.enabled=true",
            "-o",
            "http_output.max_consecutive_timeouts=0");
        runner.WaitForOutput("Any n19999\n");
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 20000\n", runner.Output, StringComparison.Ordinal);
        Assert.Contains(logged, runner.Errors, StringComparison.Ordinal);
        Assert.Matches($"{logged}.* could not be written: ", runner.Errors);
    }

    [Theory]
    [InlineData("program_output={enabled: true, keep_alive: true, program: tail -f --pid=$PPID /dev/null > /dev/null 2>&1}", "program output")]
    [InlineData("http_output={enabled: true, url: \"SERVER\", max_consecutive_timeouts: 1000}", "http output")]
    public void A_blocked_output_does_not_delay_the_end_of_a_file(string option, string output)
    {
        using var server = HttpSink.Start(answer: null);
        var input = Folder.Write("numbers", "20000");

        using var runner = Start(
            input,
            "-o",
            option.Replace("SERVER", server.Address, StringComparison.Ordinal),
            "-o",
            "output_timeout=300",
            "-o",
            "outputs_queue.capacity=100");
        runner.WaitForErrors($"{output} timeout");
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Matches($"{output}: [0-9]+ alerts could not be written: the output made no progress within 300 ms", runner.Errors);
        AssertEveryAlertIsCounted(runner.Output, runner.Errors, delivered: 0);
        Assert.Contains("Events detected: ", runner.Output, StringComparison.Ordinal);
    }

    /// <summary>Alerts of finite input: all of them reach the program, or the log, the statistics and the exit code show how many did not.</summary>
    [Theory]
    [InlineData("/nowhere/program", false)]
    [InlineData("/nowhere/program", true)]
    [InlineData("exit 0", true)]
    [InlineData("exit 5", false)]
    [InlineData("exit 5", true)]
    [InlineData("cat >> RESULT", false)]
    [InlineData("cat >> RESULT", true)]
    [InlineData("head -n 1 >> RESULT; exit 0", true)]
    public void Every_alert_is_delivered_to_a_program_or_counted(string command, bool keepAlive)
    {
        const int alerts = 45;
        var result = Folder.Write("result", "");
        var input = Folder.Write("numbers", $"{alerts}");
        command = command.Replace("RESULT", result, StringComparison.Ordinal);

        var (code, output, errors) = Run(
            input,
            "-o",
            "buffered_outputs=true",
            "-o",
            $"program_output={{enabled: true, keep_alive: {(keepAlive ? "true" : "false")}, program: \"{command}\"}}");

        var delivered = command.StartsWith("cat", StringComparison.Ordinal) ? alerts : 0;
        Assert.Contains($"Events detected: {alerts}\n", output, StringComparison.Ordinal);
        if (command.StartsWith("head", StringComparison.Ordinal))
        {
            // It reads a block and writes a line of it.
            Assert.StartsWith("14:09:12.000000000: Informational Any n0\n", File.ReadAllText(result), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(delivered, File.ReadAllLines(result).Length);
        Assert.Equal(delivered == alerts ? 0 : 1, code);
        AssertEveryAlertIsCounted(output, errors, delivered);
    }

    [Theory]
    [InlineData("file_output={enabled: true, filename: /dev/full}", "file")]
    [InlineData("file_output={enabled: true, keep_alive: true, filename: /nowhere/alerts}", "file")]
    [InlineData("http_output={enabled: true, url: \"http://127.0.0.1:1/\"}", "http")]
    [InlineData("syslog_output={enabled: true}", "syslog")]
    public void Alerts_of_finite_input_that_are_not_delivered_fail_the_run(string option, string output)
    {
        var input = Folder.Write("numbers", "45");

        using var runner = RunnerProcess.Start(
            new Dictionary<string, string> { ["K8SAUDIT_SYSLOG_SOCKET"] = "/nowhere" },
            ["-c", Configuration, input, "-o", option, "-o", "stdout_output.enabled=true"]);

        Assert.Equal(1, runner.WaitForEnd());
        Assert.Contains($"Error: alerts were not delivered: 45 to the {output} output\n", runner.Errors, StringComparison.Ordinal);
        Assert.Contains($"{output} output: 45 alerts could not be written\n", runner.Errors, StringComparison.Ordinal);
        Assert.Equal(45, runner.Output.Split('\n').Count(line => line.StartsWith("14:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_is_reopened_on_SIGUSR1()
    {
        var file = Path.Combine(Folder.Path, "alerts");
        using var runner = Start(
            "live:3",
            "-o",
            $"file_output={{enabled: true, keep_alive: true, filename: {file}}}",
            "-o",
            "stdout_output.enabled=true",
            "-o",
            "log_level=info");
        runner.WaitForOutput("Even (number=2");
        // Each output has its own queue: standard output may be ahead of the file.
        Assert.True(SpinWait.SpinUntil(() => File.Exists(file), TimeSpan.FromSeconds(60)), "the file was not created");
        File.Move(file, file + ".1");

        runner.Send(RunnerProcess.Signal.User1);
        runner.WaitForErrors("SIGUSR1 received, reopening outputs...");
        runner.Send(RunnerProcess.Signal.Terminate);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.True(File.Exists(file), "the file is not there again");
        Assert.Equal(3, File.ReadAllLines(file + ".1").Length + File.ReadAllLines(file).Length);
    }

    [Theory]
    [InlineData("http_output.url=ftp://x", "-o http_output.url: expected a URL that begins with http:// or https://, found 'ftp://x'")]
    [InlineData("http_output.url=", "http_output is enabled, but http_output.url is missing")]
    [InlineData("program_output.enabled=true", "program_output is enabled, but program_output.program is missing")]
    public void An_output_without_a_required_key_is_an_error(string option, string message)
    {
        var (code, _, errors) = Run(
            "-o",
            "http_output.enabled=true",
            "-o",
            option.StartsWith("http", StringComparison.Ordinal) ? option : "http_output.enabled=false",
            "-o",
            option);

        Assert.Equal(1, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    /// <summary>The detected alerts are those that were delivered and those that the closing error counts.</summary>
    private static void AssertEveryAlertIsCounted(string output, string errors, int delivered)
    {
        var detected = int.Parse(Detected().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var missing = NotDelivered().Match(errors) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        Assert.Equal(detected, delivered + missing);
    }

    [GeneratedRegex("Events detected: ([0-9]+)")]
    private static partial Regex Detected();

    [GeneratedRegex("Error: alerts were not delivered: ([0-9]+) to the [a-z]+ output")]
    private static partial Regex NotDelivered();

    private static List<string> ReceiveAll(Socket daemon)
    {
        List<string> lines = [];
        var buffer = new byte[65536];
        while (daemon.Available > 0)
        {
            lines.Add(Encoding.UTF8.GetString(buffer, 0, daemon.Receive(buffer)));
        }

        return lines;
    }
}
