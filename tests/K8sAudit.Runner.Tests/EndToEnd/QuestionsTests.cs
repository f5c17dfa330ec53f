using System.Text.Json;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The options that ask for something.</summary>
public sealed class QuestionsTests : RunnerTest
{
    [Fact]
    public void Validation_says_ok_or_shows_every_error_with_its_place()
    {
        var bad = Folder.Write("bad.yaml", """
            - rule: First
              desc: d
              source: sample
              condition: sample.nmber = 1
              output: o
              priority: INFO
            - rule: Second
              desc: d
              source: sample
              condition: sample.number ==
              output: o
              priority: INFO
            """);

        Assert.Equal((0, $"{RulesFile}: Ok\n", ""), Run("-V", RulesFile));
        var (code, output, _) = Run("-V", RulesFile, "-V", bad);
        Assert.Equal(1, code);
        Assert.Contains($"{RulesFile}: Ok\n{bad}: Invalid\n{bad}:4:14: error: ", output, StringComparison.Ordinal);
        Assert.Contains($"{bad}:10:", output, StringComparison.Ordinal);
        Assert.Contains("\"falco_load_results\":[{\"name\":", Run("-V", bad, "-o", "json_output=true").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_checks_everything_and_reads_nothing() => Assert.Equal((0, "", ""), Run("--dry-run"));

    [Fact]
    public void Rules_are_described_all_or_one()
    {
        var all = Run("-L").Output;

        Assert.Matches(@"^Rule {47}Description\n---- {47}-----------\nEven number {40}An even number above one came\.\n\nAny number {41}Some number came\.\n", all);
        Assert.DoesNotContain("Even number", Run("-l", "Any number").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_are_listed_by_class_with_the_sources_that_have_them()
    {
        var (code, output, _) = Run("--list=sample");

        Assert.Equal(0, code);
        Assert.Contains("Field Class:                    sample (plugin)\nEvent Sources:                  sample\n\nsample.number                   The number\n", output, StringComparison.Ordinal);
        Assert.Contains("sample.key                      (ARG_REQUIRED,KEY) The key itself\n", output, StringComparison.Ordinal);
        Assert.StartsWith("evt.num\nevt.time\n", Run("--list", "-N").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugins_are_described()
    {
        var (code, output, _) = Run("--list-plugins");

        Assert.Equal(0, code);
        Assert.Equal("""
            1 Plugins Loaded:

            Name: sample
            Description: A sample source for tests
            Contact: the tests
            Version: 1.2.3
            Capabilities: 
              - Event Sourcing (ID=999, source='sample')
              - Field Extraction


            """, output);
        Assert.Contains("Suggested open params:\n3: three events\nlive:1\n", Run("--plugin-info", "sample").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_told_without_any_plugin()
    {
        var (code, output, _) = RunnerProcess.Run("--version");

        Assert.Equal(0, code);
        Assert.Matches(@"^k8saudit version: \d+\.\d+\.\d+\S*\nPlugin API:       3\.12\.0\nEngine:           0\.62\.0\n$", output);
    }

    [Fact]
    public void Fields_are_listed_as_markdown_and_as_json()
    {
        Assert.Contains("## Field Class: sample\n\nplugin\n\nEvent Sources: sample \n\nName | Type | Description\n:----|:-----|:-----------\n`sample.number` | UINT64 | The number\n", Run("--list", "--markdown").Output, StringComparison.Ordinal);
        Assert.Equal(Run("--list", "--markdown").Output, Run("--list", "--format", "markdown").Output);
        Assert.Contains("""{"argument":{"required":true,"type":["KEY"]},"desc":"The key itself","is_list":false,"name":"sample.key","type":"CHARBUF"}""", Run("--list", "--format=json").Output, StringComparison.Ordinal);
        Assert.Contains("Invalid format 'xml'. Valid values are: text, markdown, json", Run("--list", "--format", "xml").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_described_as_json_where_output_is_json()
    {
        using var document = JsonDocument.Parse(Run("-l", "Even number", "-o", "json_output=true").Output);

        var rule = document.RootElement.GetProperty("rules")[0];
        Assert.Equal("Even number", rule.GetProperty("info").GetProperty("name").GetString());
        Assert.Equal("sample", rule.GetProperty("info").GetProperty("source").GetString());
        Assert.Equal("Even (number=%sample.number text=%sample.text odd=%sample.odd)", rule.GetProperty("details").GetProperty("output_compiled").GetString());
    }

    [Fact]
    public void Support_information_has_versions_configuration_rules_and_machine()
    {
        using var document = JsonDocument.Parse(Run("--support").Output);

        var root = document.RootElement;
        Assert.Equal("1.2.3", root.GetProperty("engine_info").GetProperty("plugin_versions").GetProperty("sample").GetString());
        Assert.Equal(File.ReadAllText(RulesFile), root.GetProperty("rules_files")[0].GetProperty("variants")[0].GetProperty("content").GetString());
        Assert.Equal(File.ReadAllText(Configuration), root.GetProperty("config")[0].GetProperty("content").GetString());
        Assert.Equal("Linux", root.GetProperty("system_info").GetProperty("sysname").GetString());
    }
}
