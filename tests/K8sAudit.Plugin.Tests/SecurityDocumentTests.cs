using System.Text.RegularExpressions;

namespace K8sAudit.Plugin.Tests;

/// <summary>docs/security.md, read against the tests that it names.</summary>
public sealed partial class SecurityDocumentTests
{
    private static readonly string _folder = RepositoryFiles.PathOf("tests");

    private static readonly string[] _rows =
    [
        .. File.ReadLines(RepositoryFiles.PathOf("docs", "security.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)),
    ];

    // Each table has a head.
    public static IEnumerable<TheoryDataRow<string>> Promises =>
        _rows.Where(row => !row.EndsWith("| Test |", StringComparison.Ordinal)).Select(row => new TheoryDataRow<string>(row));

    [Theory]
    [MemberData(nameof(Promises))]
    public void Every_promise_names_tests_that_there_are(string row)
    {
        var tests = Named().Matches(row.Trim(' ', '|').Split(" | ")[^1]).Select(name => name.Groups[1].Value).ToArray();
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.True(Exists(test), $"there is no {test}"));
    }

    private static bool Exists(string test) =>
        test.Contains('/', StringComparison.Ordinal)
            ? Path.Exists(RepositoryFiles.PathOf(test))
            : Directory.EnumerateFiles(_folder, "*Tests.cs", SearchOption.AllDirectories)
                .Any(file => Path.GetFileNameWithoutExtension(file) == test || File.ReadAllText(file).Contains($" {test}(", StringComparison.Ordinal));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Named();
}
