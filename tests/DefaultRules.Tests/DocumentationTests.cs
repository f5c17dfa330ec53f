namespace DefaultRules.Tests;

public class DocumentationTests
{
    private static string Row(string name) =>
        $"| {name} | {RulesFile.Text(RulesFile.Default.Rules[name], "priority")} | {RulesFile.Text(RulesFile.Default.Rules[name], "desc")} |";

    [Fact]
    public void The_table_of_rules_shows_the_rules_in_their_order() => GeneratedDocument.AssertSection(
        "docs/default-rules.md", "RULES", ["| Rule | Priority | What it sees |", "|---|---|---|", .. RulesFile.Default.Rules.Keys.Select(Row)]);

    [Fact]
    public async Task Macros_and_lists_that_the_page_names_exist()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "docs/default-rules.md"), TestContext.Current.CancellationToken);
        var changeable = page.Split("### Lists and macros made to be changed")[1].Split("\n## ")[0];
        var names = changeable.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(row => row.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1));
        Assert.Empty(names.Except(RulesFile.Default.Macros.Keys).Except(RulesFile.Default.Lists.Keys));
    }
}
