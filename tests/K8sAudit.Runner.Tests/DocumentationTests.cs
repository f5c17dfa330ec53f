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
    public void The_documented_keys_are_those_that_are_known()
    {
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "USED", Table("Key | Default | What it does", Keys(KeyUse.Used).Where(key => key.Meaning.Length > 0).Select(key => $"`{key.Path}` | {key.Default} | {key.Meaning}")));
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "MEANINGLESS", Table("Key | Why", Keys(KeyUse.Ignored).Select(key => $"`{key.Path}` | {key.Meaning}")));
    }

    private static IEnumerable<KnownKey> Keys(KeyUse use) => KnownKeys.All.Where(key => key.Use == use);

    private static string Table(string head, IEnumerable<string> rows)
    {
        var table = new StringBuilder($"| {head} |\n|{string.Concat(head.Split('|').Select(_ => "---|"))}\n");
        return rows.Aggregate(table, (text, row) => text.Append("| ").Append(row).Append(" |\n")).ToString();
    }
}
