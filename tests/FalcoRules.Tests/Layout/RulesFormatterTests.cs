using FalcoRules.Layout;
using FalcoRules.Loading;
using FalcoRules.Tests.Conformance;
using FalcoRules.Tests.Lints;
using FalcoRules.Text;

namespace FalcoRules.Tests.Layout;

public class RulesFormatterTests
{
    public static TheoryData<string> ShippedFiles => new(
        RulesFiles.Read([RepositoryFiles.PathOf("rules"), RepositoryFiles.PathOf("samples", "local_rules.yaml")]).Files
            .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file.Name)));

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void Shipped_rules_are_formatted(string file)
    {
        var output = new StringWriter();
        Format(File.ReadAllText(RepositoryFiles.PathOf(file))).WriteDiff(output);
        Assert.Equal($"--- rules.yaml\n+++ rules.yaml\n", output.ToString());
    }

    [Fact]
    public void Formatting_keeps_the_meaning_and_the_comments_of_all_cases_and_formats_once()
    {
        var count = 0;
        foreach (var text in Cases())
        {
            var source = new SourceText("rules.yaml", text);
            if (RulesFormatter.Format(source, []) is not { } formatted)
            {
                continue;
            }

            count++;
            Assert.Equal(Comments(text), Comments(formatted.Text));
            Assert.False(RulesFormatter.Format(new SourceText("rules.yaml", formatted.Text), [])!.IsChanged, formatted.Text);
            Assert.Equal(Load(text), Load(formatted.Text));
        }

        Assert.True(count > 250, $"{count}");
    }

    [Theory]
    [InlineData("-   rule:   R\n    desc: d\n", "- rule: R\n  desc: d\n")]
    [InlineData("- list: l\n  items:\n  - a\n  - b\n", "- list: l\n  items:\n    - a\n    - b\n")]
    [InlineData("- list: l\n  items: [ a,b ,c ]   \n", "- list: l\n  items: [a, b, c]\n")]
    [InlineData("- list: l\n  items: [\n     a,\n       b\n     ]\n", "- list: l\n  items: [\n    a,\n      b\n    ]\n")]
    [InlineData("- macro: m\n  condition: >\n      a.b = c\n        and d\n", "- macro: m\n  condition: >\n    a.b = c\n      and d\n")]
    [InlineData("- macro: m\n  condition: a.b = c\n             and d\n", "- macro: m\n  condition: a.b = c\n    and d\n")]
    [InlineData("- macro: m\n  condition: >2\n     a\n    b\n", "- macro: m\n  condition: >2\n     a\n    b\n")]
    [InlineData("- macro: m\n  override: {condition:   append}\n", "- macro: m\n  override: {condition: append}\n")]
    [InlineData("- macro: a\n- macro: b\n\n\n\n- macro: c\n\n", "- macro: a\n\n- macro: b\n\n- macro: c\n")]
    [InlineData("- macro: a\n# about b\n- macro: b\n", "- macro: a\n\n# about b\n- macro: b\n")]
    [InlineData("- macro: a # why\n    # inside\n  condition: c\n", "- macro: a # why\n  # inside\n  condition: c\n")]
    [InlineData("- list: l\n  items:\n  # first\n  - a\n  # - b\n\n  # end\n- list: m\n", "- list: l\n  items:\n    # first\n    - a\n    # - b\n\n    # end\n\n- list: m\n")]
    [InlineData("- macro: a\r\n  condition: b\r\n", "- macro: a\n  condition: b\n")]
    [InlineData("# only a comment", "# only a comment\n")]
    [InlineData("", "")]
    public void A_file_is_formatted(string before, string after) => Assert.Equal(after, Format(before).Text);

    [Fact]
    public void A_difference_has_three_lines_around_it()
    {
        var output = new StringWriter();
        Format("- rule: R\n  desc: d\n  a: 1\n  b: 2\n  c:  3\n  d: 4\n").WriteDiff(output);
        Assert.Equal("--- rules.yaml\n+++ rules.yaml\n@@ -2,5 +2,5 @@\n   desc: d\n   a: 1\n   b: 2\n-  c:  3\n+  c: 3\n   d: 4\n", output.ToString());
    }

    [Fact]
    public void A_file_that_is_not_YAML_is_not_formatted()
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(RulesFormatter.Format(new SourceText("rules.yaml", "- [a\n"), diagnostics));
        Assert.Equal("LOAD_ERR_YAML_PARSE", Assert.Single(diagnostics).Code);
    }

    private static FormattedFile Format(string text)
    {
        var diagnostics = new List<Diagnostic>();
        return RulesFormatter.Format(new SourceText("rules.yaml", text), diagnostics) ?? throw new InvalidOperationException(diagnostics[0].Render());
    }

    /// <summary>The rules files of the conformance tables, of the fuzz corpus and of the mistakes.</summary>
    private static IEnumerable<string> Cases() =>
    [
        .. ConformanceTable.All.Where(row => row.Has("files")).SelectMany(row => row.List("files")),
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("fuzz", "corpus", "rules")).Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. Mistake.All.Select(mistake => mistake.Text),
    ];

    private static IEnumerable<string> Comments(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('#'));

    /// <summary>The rules that a text defines, and the codes of its diagnostics; locations and the text of the file differ.</summary>
    private static string Load(string text)
    {
        var result = AssertRules.Load(text);
        var rules = result.Ruleset?.Rules.Select(rule =>
            $"{rule.Name}|{rule.Description}|{rule.Condition}|{rule.Output.Text}|{rule.Priority}|{string.Join(',', rule.Tags)}");
        return string.Join('\n', (rules ?? []).Concat(result.Diagnostics.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal)));
    }
}
