using System.Text;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Tests;

/// <summary>The tables in the documentation are written from the tables in the code. A stale one fails here and is written anew; commit what changed.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_documented_options_are_those_of_the_program() =>
        GeneratedDocument.AssertSection("docs/reference/command-line.md", "OPTIONS", Table("Option | Value | What it does", CommandLine.Describe().Select(option => $"`{option.Names}` | {option.Value} | {option.Description}")));

    [Fact]
    public void The_documented_refusals_are_those_of_the_program() =>
        GeneratedDocument.AssertSection("docs/reference/command-line.md", "REFUSED", Table("Option | Why it is refused", RefusedOptions.All.Select(refused => $"`{refused.Option}` | {refused.Reason}")));

    [Fact]
    public void The_documented_keys_are_those_of_the_key_table()
    {
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "KEYS", Table(
            "Key | Type | Default | Description", ConfigurationKeys.All.Where(row => row.Key.Description.Length > 0).Select(row => $"`{row.Path}` | {row.Key.TypeName} | {Code(row.Key.DefaultText)} | {row.Key.Description}")));
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "IGNORED", Table(
            "Key | Reason", ConfigurationKeys.All.Where(row => row.Key.IgnoredBecause is not null).Select(row => $"`{row.Path}` | {row.Key.IgnoredBecause}")));
    }

    private static string Code(string text) => text.Length == 0 || text.Contains(' ', StringComparison.Ordinal) ? text : $"`{text}`";

    private static string Table(string head, IEnumerable<string> rows)
    {
        var table = new StringBuilder($"| {head} |\n|{string.Concat(head.Split('|').Select(_ => "---|"))}\n");
        return rows.Aggregate(table, (text, row) => text.Append("| ").Append(row).Append(" |\n")).ToString();
    }
}
