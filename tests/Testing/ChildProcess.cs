using System.Diagnostics;

namespace Testing;

/// <summary>Programs that a test runs to their end.</summary>
public static class ChildProcess
{
    /// <summary>Runs a program and expects exit code 0.</summary>
    /// <exception cref="InvalidOperationException">The program ended with another exit code; the message contains its output.</exception>
    public static ChildProcessResult Run(string program, params string[] arguments) => Run(new ProcessStartInfo(program, arguments));

    /// <summary>Runs a program with a working folder or environment of its own, and expects exit code 0.</summary>
    /// <exception cref="InvalidOperationException">The program ended with another exit code; the message contains its output.</exception>
    public static ChildProcessResult Run(ProcessStartInfo start)
    {
        var result = TryRun(start);
        return result.ExitCode == 0
            ? result
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} {start.Arguments} ended with exit code {result.ExitCode}:\n{result.Output}{result.Errors}");
    }

    /// <summary>Runs a program with any exit code. Its standard input is empty.</summary>
    public static ChildProcessResult TryRun(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ChildProcessResult(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

/// <summary>How a program ended, and what it wrote.</summary>
public sealed record ChildProcessResult(int ExitCode, string Output, string Errors);
