using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.Commands;

/// <summary>Splits an example of a command line into arguments as a shell does: single quotes enclose blanks.</summary>
internal static partial class ShellWords
{
    public static string[] Split(string line) => [.. Word().Matches(line).Select(match => match.Value.Trim('\''))];

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Word();
}
