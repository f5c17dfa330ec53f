using System.Diagnostics;
using System.Text.RegularExpressions;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>Looks whether the shell finds the program of a command, without running it.</summary>
internal static partial class ShellCommand
{
    private const string Shell = "/bin/sh";

    /// <summary>Checks the first word of a command. A command that begins with something else, such as a variable, is not checked.</summary>
    /// <exception cref="IOException">There is no such program.</exception>
    public static void Check(string command)
    {
        if (FirstWord().Match(command) is not { Success: true } match)
        {
            return;
        }

        var word = match.Groups[1].Value;
        // The shell knows its own words, too.
        using var shell = Process.Start(new ProcessStartInfo(Shell, ["-c", "command -v \"$1\" >/dev/null 2>&1 </dev/null", "sh", word]))!;
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            throw new IOException(RunnerMessages.ProgramNotFound(word));
        }
    }

    [GeneratedRegex(@"\A\s*([\w./+][\w./+-]*)(?=[\s;|&<>]|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();
}
