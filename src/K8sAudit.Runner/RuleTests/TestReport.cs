using System.Globalization;
using System.Xml;
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
        using var xml = XmlWriter.Create(
            output,
            new XmlWriterSettings { Indent = true, NewLineChars = "\n", CloseOutput = false, OmitXmlDeclaration = true, CheckCharacters = false });
        xml.WriteStartElement("testsuites");
        foreach (var suite in results.GroupBy(result => result.File))
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Printable(suite.Key));
            WriteNumber(xml, "tests", suite.Count());
            WriteNumber(xml, "failures", suite.Count(result => !result.HasPassed));
            WriteTime(xml, suite.Sum(result => result.Elapsed.TotalSeconds));
            foreach (var result in suite)
            {
                Write(xml, result);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.Flush();
        output.Write("\n");
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

    private static void Write(XmlWriter xml, TestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Printable(result.File));
        xml.WriteAttributeString("name", Printable(result.Name));
        WriteTime(xml, result.Elapsed.TotalSeconds);
        if (!result.HasPassed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Printable(result.Failures[0].Split('\n')[0]));
            xml.WriteString(Printable(string.Join('\n', result.Failures)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
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

    private static void WriteNumber(XmlWriter xml, string name, int number) => xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));

    private static void WriteTime(XmlWriter xml, double seconds) => xml.WriteAttributeString("time", seconds.ToString("F3", CultureInfo.InvariantCulture));

    /// <summary>Control characters in values cannot be written in XML.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter) ? letter : '\uFFFD'));
}
