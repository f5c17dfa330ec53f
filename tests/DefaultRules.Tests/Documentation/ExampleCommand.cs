using System.Text.RegularExpressions;

namespace DefaultRules.Tests.Documentation;

/// <summary>A command, and lines of what it writes to standard output and standard error.</summary>
internal sealed record ExampleCommand(string Command, string[] Output)
{
    /// <summary>Whether the lines of the example are lines of <paramref name="actual"/>, in order.</summary>
    public bool IsShownBy(IReadOnlyList<string> actual)
    {
        var next = 0;
        return Output.All(expected =>
        {
            while (next < actual.Count && !Matches(expected, actual[next]))
            {
                next++;
            }

            return next++ < actual.Count;
        });
    }

    private static bool Matches(string expected, string actual) =>
        Regex.IsMatch(actual.TrimEnd(), $"^{string.Join(".*", expected.TrimEnd().Split('…').Select(Regex.Escape))}$");
}
