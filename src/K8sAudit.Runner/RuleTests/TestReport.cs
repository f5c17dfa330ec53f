using System.Globalization;
using System.Security;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.RuleTests;

/// <summary>Writes the results of tests.</summary>
internal static class TestReport
{
    /// <summary>Writes the failures and the numbers, for people.</summary>
    public static void WriteText(IReadOnlyList<TestResult> results, TextWriter output)
    {
        foreach (var result in results.Where(result => !result.HasPassed))
        {
            output.Write($"FAIL {result.File}: {result.Name}\n{Indented(result, "  ")}\n");
        }

        var failed = results.Count(result => !result.HasPassed);
        output.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{results.Count - failed} passed, {failed} failed ({results.Sum(result => result.Elapsed.TotalSeconds):F2} s)\n"));
    }

    /// <summary>Writes the Test Anything Protocol, version 14.</summary>
    public static void WriteTap(IReadOnlyList<TestResult> results, TextWriter output)
    {
        output.Write($"TAP version 14\n1..{results.Count}\n");
        foreach (var (index, result) in results.Index())
        {
            var name = $"{result.File}: {result.Name}".Replace("\\", "\\\\", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
            output.Write($"{(result.HasPassed ? "ok" : "not ok")} {index + 1} - {name}\n");
            if (!result.HasPassed)
            {
                output.Write($"  ---\n  message: |\n{Indented(result, "    ")}\n  ...\n");
            }
        }
    }

    /// <summary>Writes JUnit XML, with one suite for each file.</summary>
    public static void WriteJUnit(IReadOnlyList<TestResult> results, TextWriter output)
    {
        output.Write("<testsuites>\n");
        foreach (var suite in results.GroupBy(result => result.File))
        {
            var failed = suite.Count(result => !result.HasPassed);
            output.Write($"  <testsuite name=\"{Xml(suite.Key)}\" tests=\"{suite.Count()}\" failures=\"{failed}\" time=\"{Seconds(suite.Sum(result => result.Elapsed.TotalSeconds))}\">\n");
            foreach (var result in suite)
            {
                Write(result, output);
            }

            output.Write("  </testsuite>\n");
        }

        output.Write("</testsuites>\n");
    }

    /// <summary>Writes what no event touched.</summary>
    public static void WriteCoverage(Coverage coverage, TextWriter output)
    {
        output.Write($"Coverage: {Of(coverage.Rules)} rules, {Of(coverage.Macros)} macros, {Of(coverage.Items)} list items\n");
        WriteUntouched("Rules that no event matched", coverage.UntouchedRules, output);
        WriteUntouched("Macros that were true for no event", coverage.UntouchedMacros, output);
        foreach (var list in coverage.UntouchedItems.GroupBy(item => item.List))
        {
            WriteUntouched($"Items of list {list.Key} that no event had", [.. list.Select(item => item.Item)], output);
        }
    }

    private static void Write(TestResult result, TextWriter output)
    {
        output.Write($"    <testcase classname=\"{Xml(result.File)}\" name=\"{Xml(result.Name)}\" time=\"{Seconds(result.Elapsed.TotalSeconds)}\"");
        output.Write(result.HasPassed
            ? "/>\n"
            : $">\n      <failure message=\"{Xml(result.Failures[0].Split('\n')[0])}\">{Xml(string.Join('\n', result.Failures))}</failure>\n    </testcase>\n");
    }

    private static void WriteUntouched(string title, IReadOnlyList<string> names, TextWriter output)
    {
        if (names.Count > 0)
        {
            output.Write($"{title}: {string.Join(", ", names)}\n");
        }
    }

    private static string Of((int Touched, int All) count) => $"{count.Touched} of {count.All}";

    private static string Indented(TestResult result, string indent) =>
        string.Join('\n', result.Failures.SelectMany(failure => failure.Split('\n')).Select(line => indent + line));

    private static string Seconds(double seconds) => seconds.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Text for XML. Control characters of values cannot be written there. System.Xml would add half a megabyte to the program.</summary>
    private static string Xml(string text) => SecurityElement.Escape(string.Concat(text.Select(letter => IsXml(letter) ? letter : '\uFFFD')));

    private static bool IsXml(char letter) => letter is '\t' or '\n' or '\r' or >= ' ' and not ('\uFFFE' or '\uFFFF');
}
