using System.Text.Json;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The options that ask for something.</summary>
public sealed class CommandsTests : RunnerTest
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
        Assert.Contains("\"falco_load_results\":[{\"errors\":[{\"code\":", Run("-V", bad, "-o", "json_output=true").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_says_what_it_checked_and_reads_nothing()
    {
        var (code, output, errors) = Run("--dry-run");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains($"OK    configuration   {Configuration}\nOK    plugins         sample 1.2.3 from ", output, StringComparison.Ordinal);
        Assert.Contains("OK    rules           2 of 2 rules are enabled", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_described_all_or_one()
    {
        var all = Run("-L").Output;

        Assert.Matches(
            @"^Rule {47}Description\n---- {47}-----------\nEven number {40}An even number above one came\.\n\nAny number {41}Some number came\.\n",
            all);
        Assert.DoesNotContain("Even number", Run("-l", "Any number").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_are_listed_by_class_with_the_sources_that_have_them()
    {
        var (code, output, _) = Run("--list=sample");

        Assert.Equal(0, code);
        Assert.Contains(
            "Field Class:                    sample (plugin)\nEvent Sources:                  sample\n\nsample.number                   The number\n",
            output,
            StringComparison.Ordinal);
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
    public void The_version_is_shown_without_any_plugin()
    {
        var (code, output, _) = RunnerProcess.Run("--version");

        Assert.Equal(0, code);
        Assert.Matches(@"^k8saudit version: \d+\.\d+\.\d+\S*\nPlugin API:       3\.12\.0\nEngine:           0\.62\.0\n$", output);
    }

    /// <summary>Scripts for Falco read <c>falco_version</c>.</summary>
    [Fact]
    public void The_version_as_JSON_has_the_keys_of_Falco() =>
        Assert.Matches("""^{"engine_version":"62","engine_version_semver":"0\.62\.0","falco_version":"0\.44\.1","k8saudit_version":".+","plugin_api_version":"3\.12\.0"}\n$""", RunnerProcess.Run("--version", "-o", "json_output=true").Output);

    [Fact]
    public void Fields_are_listed_as_markdown_and_as_json()
    {
        Assert.Contains("## Field Class: sample\n\nplugin\n\nEvent Sources: sample \n\nName | Type | Description\n:----|:-----|:-----------\n`sample.number` | UINT64 | The number\n", Run("--list", "--markdown").Output, StringComparison.Ordinal);
        Assert.Equal(Run("--list", "--markdown").Output, Run("--list", "--format", "markdown").Output);
        Assert.Contains(
            """{"argument":{"required":true,"type":["KEY"]},"desc":"The key itself","is_list":false,"name":"sample.key","type":"CHARBUF"}""",
            Run("--list", "--format=json").Output,
            StringComparison.Ordinal);
        Assert.Contains("Invalid format 'xml'. Valid values are: text, markdown, json", Run("--list", "--format", "xml").Errors, StringComparison.Ordinal);
    }

    /// <summary>Falco's keys in Falco's order (falco_engine.cpp, describe_rule).</summary>
    [Fact]
    public void Rules_macros_and_lists_are_described_as_JSON()
    {
        var file = Folder.Write("all.yaml", """
            - required_engine_version: 0.31.0
            - required_plugin_versions: [{name: sample, version: 1.0.0, alternatives: [{name: other, version: 2.0.0}]}]
            - {list: small, items: [1, 2]}
            - {macro: is_small, condition: sample.number in (small)}
            - rule: Small
              desc: A small number.
              source: sample
              condition: is_small and not sample.odd = true
              output: Small %sample.text
              priority: INFO
              tags: [b, a]
              exceptions: [{name: known, fields: [sample.text], values: [[two]]}]
            """);

        Assert.Equal("""
            {"lists":[{"details":{"items_compiled":["1","2"],"lists":[],"plugins":[],"used":true},"info":{"items":["1","2"],"name":"small"}}],
            "macros":[{"details":{"condition_compiled":"sample.number in (1, 2)","condition_fields":["sample.number"],"condition_operators":["in"],"events":["asyncevent","pluginevent"],"lists":["small"],"macros":[],"plugins":[],"used":true},
            "info":{"condition":"sample.number in (small)","name":"is_small"}}],
            "required_engine_version":"0.31.0",
            "required_plugin_versions":[{"alternatives":[{"name":"other","version":"2.0.0"}],"name":"sample","version":"1.0.0"}],
            "rules":[{"details":{"condition_compiled":"sample.number in (1, 2) and not sample.odd = true and not sample.text = two","condition_fields":["sample.number","sample.odd","sample.text"],"condition_operators":["=","in"],
            "events":["asyncevent","pluginevent"],"exception_fields":["sample.text"],"exception_names":["known"],"exception_operators":["="],"extra_output_formatted_fields":{"who":"%evt.hostname"},"lists":[],"macros":["is_small"],
            "output_compiled":"Small %sample.text more","output_fields":["sample.text","who"],"plugins":["sample"]},
            "info":{"capture":false,"capture_duration":0,"condition":"is_small and not sample.odd = true","description":"A small number.","enabled":true,"name":"Small","output":"Small %sample.text","priority":"Informational","source":"sample","tags":["a","b"]}}]}

            """.Replace("\n\"", "\"", StringComparison.Ordinal), Run("-L", "-r", file, "-o", "json_output=true", "-o", "append_output[]={extra_output: more, extra_fields: [who: '%evt.hostname']}").Output);
    }

    [Fact]
    public void One_rule_alone_is_described_as_json()
    {
        using var document = JsonDocument.Parse(Run("-l", "Even number", "-o", "json_output=true").Output);

        var member = Assert.Single(document.RootElement.EnumerateObject());
        Assert.Equal(("rules", "Even number"), (member.Name, Assert.Single(member.Value.EnumerateArray()).GetProperty("info").GetProperty("name").GetString()));
        Assert.Contains("there is no rule named 'Nothing'", Run("-l", "Nothing").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Validated_rules_can_be_described_in_the_same_run()
    {
        Assert.StartsWith($"{RulesFile}: Ok\n\nRule ", Run("-V", RulesFile, "-L").Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"falco_describe_results\":{\"lists\":[],", Run("-V", RulesFile, "-L", "-o", "json_output=true").Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "{\"falco_load_results\":[",
            Run("-V", Folder.Write("bad.yaml", "- rule: R"), "-L", "-o", "json_output=true").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Support_information_has_versions_configuration_rules_and_machine()
    {
        using var document = JsonDocument.Parse(
            Run("--support", "-o", "http_output.url=https://me:pass@hooks.example/T0/secret", "-o", "priority=info").Output);

        var root = document.RootElement;
        Assert.Equal("1.2.3", root.GetProperty("engine_info").GetProperty("plugin_versions").GetProperty("sample").GetString());
        Assert.Equal(File.ReadAllText(RulesFile), root.GetProperty("rules_files")[0].GetProperty("variants")[0].GetProperty("content").GetString());
        Assert.Equal(
            $$"""{"plugins":[{"name":"sample","library_path":"{{SamplePlugin.Library()}}","open_params":"3"}],"rules_files":["{{RulesFile}}"],"log_level":"warning","http_output":{"url":"https://<redacted>@hooks.example/<redacted>"},"priority":"info"}""",
            root.GetProperty("config").GetString());
        Assert.EndsWith(
            "--support -o http_output.url=https://<redacted>@hooks.example/<redacted> -o priority=info",
            root.GetProperty("cmdline").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(
            ("Linux", File.ReadAllText("/proc/sys/kernel/osrelease").Trim()),
            (root.GetProperty("system_info").GetProperty("sysname").GetString(), root.GetProperty("system_info").GetProperty("release").GetString()));
    }
}
