using System.Collections.Immutable;
using FalcoRules.Lints;
using FalcoRules.Loading;
using FalcoRules.Text;

namespace FalcoRules.Tests.Lints;

public class LintTests
{
    private static readonly RulesEnvironment _environment = new()
    {
        Sources = [DocumentedFields.Source],
        Plugins = [new("k8saudit", "0.99.0"), new("json", "0.99.0")],
    };

    public static TheoryData<string> Mistakes => new(Mistake.All.Select(mistake => mistake.Name));

    public static TheoryData<string> Codes => new(LintCodes.All.Concat(DiagnosticCodes.All).Where(code => code.Wrong.Length > 0).Select(code => code.Name));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_at_its_location_with_its_remedy(string name)
    {
        var mistake = Mistake.All.Single(row => row.Name == name);
        var found = Lint(new LintOptions(), mistake.Text).Diagnostics.Select(diagnostic => Line(diagnostic)["f.yaml:".Length..]);
        Assert.Equal(mistake.Finds, found);
    }

    [Fact]
    public void Each_lint_finds_one_of_at_least_60_mistakes()
    {
        Assert.True(Mistake.All.Count >= 60);
        var lines = Mistake.All.SelectMany(mistake => mistake.Finds).ToList();
        Assert.All(LintCodes.All, code => Assert.Contains(lines, line => line.EndsWith($"[{code.Name}]", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_examples_of_a_code_are_what_they_say(string name)
    {
        var code = DiagnosticCodes.Find(name)!;
        Assert.Contains(LintExample(code.Wrong), diagnostic => diagnostic.Code == name);
        Assert.DoesNotContain(LintExample(code.Right), diagnostic => diagnostic.Code == name);
        Assert.DoesNotContain(LintExample(code.Right), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(RuleMatching.First)]
    [InlineData(RuleMatching.All)]
    public void No_lint_fires_on_the_default_rules(RuleMatching matching)
    {
        var files = RulesFiles.Read([RepositoryFiles.PathOf("rules"), RepositoryFiles.PathOf("samples", "local_rules.yaml")]);
        SourceText[] inOrder = [.. files.Files.OrderBy(file => file.Name.Contains("detections", StringComparison.Ordinal))];
        var result = RulesLoader.Lint(inOrder, _environment, new LintOptions { Matching = matching });
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Code.StartsWith("LINT_", StringComparison.Ordinal)).Select(Line));
    }

    [Fact]
    public void Rules_that_are_loaded_for_a_run_are_not_checked_by_lints()
    {
        var result = RulesLoader.Load([new SourceText("f.yaml", Mistake.File("ka.verb = GET"))], _environment);
        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("LINT_UNKNOWN_VERB")]
    [InlineData("all")]
    public void A_warning_can_be_made_an_error(string code)
    {
        var result = Lint(new LintOptions { Errors = [code] }, Mistake.File("ka.verb = GET"));
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(result.Diagnostics).Severity);
        Assert.False(result.Succeeded);
    }

    [Theory]
    [InlineData("LINT_UNKNOWN_VERB", 0)]
    [InlineData("all", 0)]
    [InlineData("LINT_UNKNOWN_STAGE", 1)]
    public void A_warning_can_be_left_out(string code, int left) =>
        Assert.Equal(left, Lint(new LintOptions { Ignored = [code] }, Mistake.File("ka.verb = GET")).Diagnostics.Length);

    [Fact]
    public void An_error_cannot_be_left_out() => Assert.Single(Lint(new LintOptions { Ignored = ["all"] }, Mistake.File("ka.nope exists")).Diagnostics);

    [Theory]
    [InlineData("- rule: R # k8saudit:ignore LINT_UNKNOWN_STAGE, LINT_UNKNOWN_VERB\n  desc: d\n", "", 0)]
    [InlineData("- rule: R # k8saudit:ignore LINT_UNKNOWN_STAGE\n  desc: d\n", "", 1)]
    [InlineData("- rule: R\n  desc: d\n", " # k8saudit:ignore LINT_UNKNOWN_VERB", 0)]
    public void A_comment_leaves_a_warning_out(string start, string comment, int left)
    {
        var text = $"{start}  condition: ka.verb = GET{comment}\n  output: o\n  priority: INFO\n  source: k8s_audit\n";
        Assert.Equal(left, Lint(new LintOptions(), text).Diagnostics.Length);
    }

    [Fact]
    public void An_override_is_not_a_redefinition()
    {
        var text = "- macro: m\n  condition: ka.verb = get\n- macro: m\n  condition: ka.verb = list\n  override: {condition: replace}\n" + Mistake.File("m");
        Assert.Empty(Lint(new LintOptions(), text).Diagnostics);
    }

    [Fact]
    public void A_rule_hides_none_if_all_rules_are_reported()
    {
        var text = Mistake.File("ka.verb = get") + Mistake.File("ka.verb = get").Replace("rule: R", "rule: S", StringComparison.Ordinal);
        Assert.Single(Lint(new LintOptions(), text).Diagnostics);
        Assert.Empty(Lint(new LintOptions { Matching = RuleMatching.All }, text).Diagnostics);
    }

    [Fact]
    public void The_fields_of_vocabularies_exist()
    {
        var fields = FieldVocabularies.All.SelectMany(vocabulary => vocabulary.Fields)
            .Concat([.. FieldVocabularies.ResourceFields, .. FieldVocabularies.SubresourceFields, .. FieldVocabularies.GroupFields]);
        Assert.All(fields, field => Assert.NotNull(DocumentedFields.Source.Find(field.Split('[')[0])));
    }

    [Fact]
    public void The_page_of_codes_is_up_to_date() => GeneratedDocument.AssertSection("docs/reference/lints.md", "CODES", LintPage.Lines);

    private static ImmutableArray<Diagnostic> LintExample(string example) =>
        Lint(new LintOptions(), example.StartsWith("- ", StringComparison.Ordinal) ? example : Mistake.File(example)).Diagnostics;

    private static RulesLoadResult Lint(LintOptions options, string text) => RulesLoader.Lint([new SourceText("f.yaml", text)], _environment, options);

    private static string Line(Diagnostic diagnostic) => (diagnostic with { Path = [] }).Render().Split('\n')[0];
}
