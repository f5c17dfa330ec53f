using System.Text;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Tests;

/// <summary>The tables in the documentation are written from the tables in the code. A stale one fails here and is written anew; commit what changed.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_documented_options_are_those_of_the_option_table()
    {
        var groups = CommandLineOptions.All.Where(row => row.Group != OptionGroup.Refused).GroupBy(row => row.Group);
        GeneratedDocument.AssertSection("docs/reference/command-line.md", "OPTIONS", string.Join("\n", groups.Select(group =>
            $"### {CommandLineOptions.Title(group.Key)}\n\n{Table("Option | Description | Example", group.Select(row => $"`{row.Usage}` | {row.Description} | {Code(row.Example)}"))}")));
    }

    [Fact]
    public void The_documented_refusals_are_those_of_the_option_table() =>
        GeneratedDocument.AssertSection("docs/reference/command-line.md", "REFUSED", Table("Option | Reason", CommandLineOptions.All.Where(row => row.Group == OptionGroup.Refused).Select(row => $"`{row.Name}` | {row.Description}")));

    [Fact]
    public void The_documented_keys_are_those_of_the_key_table()
    {
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "KEYS", Table(
            "Key | Type | Default | Description", ConfigurationKeys.All.Where(row => row.Key.Description.Length > 0).Select(row => $"`{row.Path}` | {row.Key.TypeName} | {Default(row.Key.DefaultText)} | {row.Key.Description}")));
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "IGNORED", Table(
            "Key | Reason", ConfigurationKeys.All.Where(row => row.Key.IgnoredBecause is not null).Select(row => $"`{row.Path}` | {row.Key.IgnoredBecause}")));
    }

    private static string Default(string text) => text.Contains(' ', StringComparison.Ordinal) ? text : Code(text);

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private static string Table(string head, IEnumerable<string> rows)
    {
        var table = new StringBuilder($"| {head} |\n|{string.Concat(head.Split('|').Select(_ => "---|"))}\n");
        return rows.Aggregate(table, (text, row) => text.Append("| ").Append(row).Append(" |\n")).ToString();
    }
}
