using System.Text;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Doctor;
using K8sAudit.Runner.Metrics;
using K8sAudit.Runner.RuleTests;

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
    public void The_documented_commands_are_those_of_the_command_table() =>
        GeneratedDocument.AssertSection("docs/reference/command-line.md", "COMMANDS", string.Join("\n", Subcommands.All.Select(command =>
            $"### {command.Name}\n\n```\n{command.Synopsis}\n```\n\n{$"{command.Description} {command.ArgumentDescription}".TrimEnd()}\n\n"
            + (command.Options.Count == 0
                ? ""
                : $"{Table("Option | Description | Example", command.Options.Select(row => $"`{row.Usage}` | {row.Description} | {Code(row.Example)}"))}\n")
            + $"{Table("Exit code | Meaning", command.ExitCodes.Select(row => $"{row.Code} | {row.Meaning}"))}\n"
            + $"{Table("Example | What it does", command.Examples.Select(row => $"`k8saudit {row.Arguments}` | {row.Description}"))}")));

    [Fact]
    public void The_documented_exit_codes_of_a_run_are_those_of_the_table() => GeneratedDocument.AssertSection(
        "docs/reference/command-line.md",
        "EXIT-CODES",
        Table("Exit code | Meaning", CommandLineOptions.ExitCodes.Select(row => $"{row.Code} | {row.Meaning}")));

    [Fact]
    public void The_documented_checks_are_those_of_the_check_table() => GeneratedDocument.AssertSection("docs/reference/doctor.md", "CHECKS", Table(
        "Check | Only with | What is checked",
        Checks.All.Append(Checks.Health).Select(check => $"{check.Name} | {Code(check.Option)} | {check.Description}")));

    [Fact]
    public void The_documented_keys_of_rule_tests_are_those_of_the_key_tables()
    {
        foreach (var (section, keys) in new (string, IReadOnlyList<Key>)[]
            { ("FILE", RuleTestFile.Keys.All), ("TEST", RuleTest.Keys.All), ("EVENT", TestEvent.Keys.All), ("ALERT", ExpectedAlert.Keys.All) })
        {
            GeneratedDocument.AssertSection("docs/reference/rule-tests.md", section, Table(
                "Key | Type | Default | Description", keys.Select(key => $"`{key.Name}` | {key.TypeName} | {Default(key.DefaultText)} | {key.Description}")));
        }
    }

    [Fact]
    public void The_documented_refusals_are_those_of_the_option_table() =>
        GeneratedDocument.AssertSection(
            "docs/reference/command-line.md",
            "REFUSED",
            Table("Option | Reason", CommandLineOptions.All.Where(row => row.Group == OptionGroup.Refused).Select(row => $"`{row.Name}` | {row.Description}")));

    [Fact]
    public void The_documented_keys_are_those_of_the_key_table()
    {
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "KEYS", Table(
            "Key | Type | Default | Description", ConfigurationKeys.All.Where(row => row.Key.Description.Length > 0).Select(row => $"`{row.Path}` | {row.Key.TypeName} | {Default(row.Key.DefaultText)} | {row.Key.Description}")));
        GeneratedDocument.AssertSection("docs/reference/falco-yaml.md", "IGNORED", Table(
            "Key | Reason", ConfigurationKeys.All.Where(row => row.Key.IgnoredBecause is not null).Select(row => $"`{row.Path}` | {row.Key.IgnoredBecause}")));
    }

    [Fact]
    public void The_documented_metrics_are_those_of_the_metric_table()
    {
        var prometheus = RunnerMetrics.All.Where(metric => metric.Writers.HasFlag(MetricWriters.Prometheus));
        GeneratedDocument.AssertSection("docs/reference/runner-metrics.md", "PROMETHEUS", Table(
            "Metric | Type | Labels | Description", prometheus.Select(metric => $"`{PrometheusName(metric)}` | {TypeName(metric)} | {Code(metric.Labels)} | {Description(metric)}")));
        var snapshot = RunnerMetrics.All.Where(metric => metric.Writers.HasFlag(MetricWriters.Snapshot));
        GeneratedDocument.AssertSection("docs/reference/runner-metrics.md", "SNAPSHOT", Table(
            "Field | Description", snapshot.OrderBy(SnapshotFields.Name, StringComparer.Ordinal).Select(metric => $"`{SnapshotFields.Name(metric)}{SnapshotFields.UnitSuffix(metric.Unit)}` | {Description(metric)}")));
    }

    // The part of the name that a sample gives is shown as it is in the table.
    private static string PrometheusName(Metric metric) => metric.Name.Contains('<', StringComparison.Ordinal)
        ? PrometheusText.Name(metric, new Sample("") { Name = "SAMPLE" }).Replace("SAMPLE", metric.Name.Replace('.', '_'), StringComparison.Ordinal)
        : PrometheusText.Name(metric, new Sample(""));

    private static string TypeName(Metric metric) =>
        metric.Name.Contains('<', StringComparison.Ordinal) ? "counter or gauge" : metric.Type == MetricType.Counter ? "counter" : "gauge";

    private static string Description(Metric metric) => metric.IncludedBy is null ? metric.Description : $"{metric.Description} (`{metric.IncludedBy}`)";

    private static string Default(string text) => text.Contains(' ', StringComparison.Ordinal) ? text : Code(text);

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private static string Table(string head, IEnumerable<string> rows)
    {
        var table = new StringBuilder($"| {head} |\n|{string.Concat(head.Split('|').Select(_ => "---|"))}\n");
        return rows.Aggregate(table, (text, row) => text.Append("| ").Append(row).Append(" |\n")).ToString();
    }
}
