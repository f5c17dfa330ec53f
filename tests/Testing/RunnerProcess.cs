using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>The program <c>k8saudit</c> as a process, with its output as it arrives.</summary>
public sealed partial class RunnerProcess : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private RunnerProcess(Process process) => _process = process;

    /// <summary>The path of the program: the published one that the variable K8SAUDIT_PROGRAM names, or else the one built with the tests.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("K8SAUDIT_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "k8saudit");

    /// <summary>The folder of the program, its plugins and default rules.</summary>
    public static string ProgramFolder => Path.GetDirectoryName(Program)!;

    public enum Signal
    {
        HangUp = 1,
        Interrupt = 2,
        User1 = 10,
        Terminate = 15,
    }

    /// <summary>The ID of the process.</summary>
    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static RunnerProcess Start(params string[] arguments) => Start(inBackground: false, readOutput: true, arguments);

    /// <summary>Starts the program with further environment variables.</summary>
    public static RunnerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(inBackground: false, readOutput: true, environment, arguments);

    /// <summary>Starts the program; in UTC, so that times are the same everywhere.</summary>
    public static RunnerProcess Start(bool inBackground, bool readOutput, params string[] arguments) =>
        Start(inBackground, readOutput, new Dictionary<string, string>(), arguments);

    /// <summary>Starts the program from a shell script, whose <c>"$@"</c> it is.</summary>
    public static RunnerProcess StartIn(string script, params string[] arguments) =>
        Start(script, readOutput: true, new Dictionary<string, string>(), arguments);

    private static RunnerProcess Start(bool inBackground, bool readOutput, IReadOnlyDictionary<string, string> environment, string[] arguments) =>
        Start(inBackground ? "trap '' INT; exec \"$@\"" : null, readOutput, environment, arguments);

    private static RunnerProcess Start(string? script, bool readOutput, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        string[] command = script is not null ? ["sh", "-c", script, "sh", Program, .. arguments] : [Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["TZ"] = "UTC";
        start.Environment["FALCO_HOSTNAME"] = "test-host";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var runner = new RunnerProcess(new Process { StartInfo = start });
        runner._process.OutputDataReceived += (_, line) => runner.Add(runner._output, line.Data);
        runner._process.ErrorDataReceived += (_, line) => runner.Add(runner._errors, line.Data);
        runner._process.Start();
        runner._process.BeginErrorReadLine();
        if (readOutput)
        {
            runner._process.BeginOutputReadLine();
        }

        return runner;
    }

    /// <summary>Runs the program to its end.</summary>
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var runner = Start(arguments);
        return (runner.WaitForEnd(), runner.Output, runner.Errors);
    }

    /// <summary>Waits for the end, and returns the exit code.</summary>
    public int WaitForEnd()
    {
        if (!_process.WaitForExit(_limit))
        {
            throw new TimeoutException($"the program did not end; it said:\n{Output}\n{Errors}");
        }

        // Again without a limit: this call also waits for the rest of the output.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits until standard output contains a text.</summary>
    public void WaitForOutput(string text) => WaitFor(_output, text);

    /// <summary>Waits until standard output contains a text after a position.</summary>
    public void WaitForMoreOutput(int position, string text) => WaitFor(_output, text, position);

    /// <summary>Waits until standard error contains a text after a position.</summary>
    public void WaitForMoreErrors(int position, string text) => WaitFor(_errors, text, position);

    /// <summary>Waits until standard error contains a text.</summary>
    public void WaitForErrors(string text) => WaitFor(_errors, text);

    /// <summary>Waits until the webhook listens, and returns its port. Needs <c>log_level: info</c>, which is the default.</summary>
    public int WaitForPort()
    {
        WaitForErrors("(port ");
        return int.Parse(PortNumber().Match(Errors).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Sends a signal to the program.</summary>
    public void Send(Signal signal) =>
        _ = Kill(_process.Id, (int)signal) == 0
            ? true
            : throw new InvalidOperationException($"cannot send {signal} to process {_process.Id}: error {Marshal.GetLastPInvokeError()}");

    /// <summary>Closes the reading end of standard output.</summary>
    public void CloseOutput() => _process.StandardOutput.Close();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Add(StringBuilder target, string? line)
    {
        lock (_output)
        {
            if (line is not null)
            {
                target.Append(line).Append('\n');
            }

            Monitor.PulseAll(_output);
        }
    }

    private string Read(StringBuilder source)
    {
        lock (_output)
        {
            return source.ToString();
        }
    }

    private void WaitFor(StringBuilder source, string text, int position = 0)
    {
        // One limit for the complete wait, because the number of other lines is not limited.
        var started = TimeProvider.System.GetTimestamp();
        lock (_output)
        {
            while (source.ToString().IndexOf(text, position, StringComparison.Ordinal) < 0)
            {
                var left = _limit - TimeProvider.System.GetElapsedTime(started);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_output, left) || _process.HasExited)
                {
                    throw new TimeoutException($"'{text}' did not come; the program said:\n{_output}\n{_errors}");
                }
            }
        }
    }

    [GeneratedRegex(@"\(port (\d+)\)")]
    private static partial Regex PortNumber();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
