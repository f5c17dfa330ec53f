using FalcoRules.Text;

namespace FalcoRules.Tests.Text;

public sealed class DiagnosticTests
{
    private static readonly SourceText _rules = new("rules.yaml", "- rule: X\n\tcondition: bad\r\n");

    [Fact]
    public void A_diagnostic_shows_its_line_and_points_to_its_location() =>
        Assert.Equal(
            "rules.yaml:2:13: error: Not good [LOAD_ERR_VALIDATE]\n   condition: bad\n              ^^^".Replace("\n              ^", "\n              ^", StringComparison.Ordinal),
            Find("bad", "Not good").Render());

    [Fact]
    public void A_diagnostic_names_its_contexts_from_the_inside_out()
    {
        var place = new SourceSpan(_rules, new TextSpan(0, 1));
        var diagnostic = Find("bad", "Not good") with
        {
            Path = [new("rule", "X", place), new("exceptions", "", place), new("exception", "e", place), new(TextContext.ValueKind, "name", place)],
        };

        Assert.Equal("exception 'e' in rule 'X'", diagnostic.Context);
        Assert.Contains("[LOAD_ERR_VALIDATE] (exception 'e' in rule 'X')", diagnostic.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnostic_shows_the_part_of_a_long_line_around_its_location()
    {
        var text = new string('a', 1_000) + "bad" + new string('c', 1_000);
        var rendered = new Diagnostic(DiagnosticSeverity.Error, "LOAD_ERR_VALIDATE", new SourceText("f", text), new TextSpan(1_000, 3), "Not good").Render();
        Assert.Equal(
            $"f:1:1001: error: Not good [LOAD_ERR_VALIDATE]\n  ...{new string('a', 77)}bad{new string('c', 75)}...\n  {new string(' ', 80)}^^^",
            rendered);
    }

    [Fact]
    public void A_diagnostic_about_a_whole_file_has_no_line() =>
        Assert.Equal(
            "gone.yaml: error: There is no such file [LOAD_ERR_FILE_READ]",
            new Diagnostic(
                DiagnosticSeverity.Error,
                "LOAD_ERR_FILE_READ",
                new SourceText("gone.yaml", ""),
                new TextSpan(0, 0),
                "There is no such file").Render());

    [Fact]
    public void Every_code_has_its_own_name_and_a_one_line_description()
    {
        Assert.Equal(DiagnosticCodes.All.Length, DiagnosticCodes.All.Select(code => code.Name).Distinct().Count());
        Assert.All(DiagnosticCodes.All, code =>
        {
            Assert.StartsWith("LOAD_", code.Name, StringComparison.Ordinal);
            Assert.Equal(code.Meaning, DiagnosticCodes.Meaning(code.Name));
            Assert.DoesNotContain('\n', code.Meaning);
            Assert.NotEmpty(code.Meaning);
        });
    }

    private static Diagnostic Find(string text, string message) =>
        new(DiagnosticSeverity.Error, "LOAD_ERR_VALIDATE", _rules, new TextSpan(_rules.Text.IndexOf(text, StringComparison.Ordinal), text.Length), message);
}
