using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>The alerts of a run.</summary>
public sealed partial class AlertsTests : RunnerTest
{
    [Fact]
    public void Events_become_alerts_and_the_run_ends_with_statistics()
    {
        var (code, output, errors) = Run();

        Assert.Equal(0, code);
        Assert.Equal(
            """
            14:09:12.000000000: Informational Any n0
            14:09:13.000000000: Informational Any n1
            14:09:14.000000000: Warning Even (number=2 text=n2 odd=<NA>)
            Events detected: 3
            Rule counts by severity:
               WARNING: 1
               INFO: 2
            Triggered rules by rule name:
               Even number: 1
               Any number: 2

            """,
            output);
        Assert.Equal(
            """
            Driver Events:0
            Driver Drops:0
            Elapsed time: T, Captured Events: 3, R eps
            Syscall event drop monitoring:
               - event drop detected: 0 occurrences
               - num times actions taken: 0

            """,
            Rates().Replace(errors, "Elapsed time: T, Captured Events: $1, R eps"));
    }

    [Fact]
    public void A_bare_argument_replaces_the_open_parameters() => AssertAlerts(["Any n0"], "1");

    [Fact]
    public void All_matching_rules_are_reported_with_rule_matching_all() =>
        AssertAlerts(["Any n0", "Any n1", "Even (number=2 text=n2 odd=<NA>)", "Any n2"], "-o", "rule_matching=all");

    [Fact]
    public void Rules_below_the_configured_priority_are_not_used() => AssertAlerts(["Even (number=2 text=n2 odd=<NA>)"], "-o", "priority=warning");

    [Fact]
    public void Rules_are_disabled_by_the_configuration() => AssertAlerts(["Any n0", "Any n1", "Any n2"], "-o", "rules[]={disable: {rule: Even*}}");

    [Fact]
    public void The_command_line_adds_to_the_output() => AssertAlerts(["Any n0 host=test-host from sample"], "1", "-p", "host=%evt.hostname from %evt.source");

    /// <summary>
    /// Falco adds one entry after the other, for each its text and then the suggested fields, and -p at the end (init_falco_engine.cpp,
    /// configure_output_format).
    /// </summary>
    [Fact]
    public void Additions_are_in_the_order_of_the_configuration_and_then_of_the_command_line() => AssertAlerts(
        ["Any n0 one static_a=1 static_b=2 sample_number=0 two last"],
        "1",
        "-p",
        "last",
        "-o",
        "static_fields={b: '2', a: '1'}",
        "-o",
        "append_output=[{suggested_output: true, extra_output: one}, {match: {source: other}, extra_output: no}, {match: {rule: Any number}, extra_output: two}]");

    /// <summary>Falco's cli_options and cli_options_object (test_configuration_rule_selection.cpp).</summary>
    [Theory]
    [InlineData("rules[].disable.tag=zeta", "rules[].enable.rule=nothing")]
    [InlineData("rules[].disable.rule=*", "rules[].enable.rule=Any number")]
    [InlineData("rules[]={\"disable\": {\"tag\": \"zeta\"}}", "rules[]={\"enable\": {\"rule\": \"Any*\"}}")]
    [InlineData("rules[]={disable: {rule: nothing, tag: alpha}}", "rules[]={enable: {rule: nothing}}")]
    public void Rules_are_selected_on_the_command_line_one_after_the_other(string first, string second) =>
        AssertAlerts(["Any n0", "Any n1", "Any n2"], "-o", first, "-o", second);

    [Theory]
    [InlineData("-p%evt.source", "Any n0 sample")]
    [InlineData("-pc", "Any n0")]
    public void Values_may_follow_short_options_without_a_space(string option, string expected) => AssertAlerts([expected], "1", option, $"-r{RulesFile}");

    [Fact]
    public void Static_fields_can_be_used_in_conditions_and_outputs()
    {
        var rules = Folder.Write(
            "static.yaml",
            "- {rule: S, desc: d, source: sample, condition: static.cluster = east and sample.number = 0, output: S, priority: INFO}");

        AssertAlerts(
            ["S static_cluster=east sample_number=0"],
            "-r",
            rules,
            "-o",
            "static_fields.cluster=east",
            "-o",
            "append_output[]={suggested_output: true}");
    }

    [Fact]
    public void Parts_of_a_time_have_leading_zeros_as_text_and_times_are_numbers_in_json()
    {
        const string addition = "append_output[]={extra_output: \"%evt.rawtime.ns %evt.reltime.ns %evt.datetime\"}";

        AssertAlerts(["Any n0 000000000 000000000 2018-10-25 14:09:12.000000000"], "1", "-o", addition);
        Assert.Contains(
            "\"evt.num\":1,\"evt.time\":1540476552000000000,\"number\":\"1\",\"sample.text\":\"n0\"",
            Run("1", "-o", "append_output[]={extra_fields: [evt.num, {number: '%evt.num'}]}", "-o", "json_output=true").Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"evt.datetime\":1540476552000000000,\"evt.rawtime.ns\":0,",
            Run("1", "-o", addition, "-o", "json_output=true").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_the_command_line_replace_the_configured_ones()
    {
        var folder = Path.GetDirectoryName(
            Folder.Write("more/b.yaml", "- {rule: B, desc: d, source: sample, condition: sample.number = 0, output: B, priority: INFO}"))!;
        Folder.Write("more/a.yaml", "- {rule: A, desc: d, source: sample, condition: sample.number = 1, output: A, priority: INFO}");
        Folder.Write("more/c.txt", "no rules");

        AssertAlerts(["B", "A"], "-r", folder);
    }

    [Theory]
    [InlineData("", """{"hostname":"test-host","output":"14:09:12.000000000: Informational Any n0","output_fields":{"evt.time":1540476552000000000,"sample.text":"n0"},"priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("json_include_output_property=false", """{"hostname":"test-host","output_fields":{"evt.time":1540476552000000000,"sample.text":"n0"},"priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("json_include_output_fields_property=false", """{"hostname":"test-host","output":"14:09:12.000000000: Informational Any n0","priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("json_include_tags_property=false", """{"hostname":"test-host","output":"14:09:12.000000000: Informational Any n0","output_fields":{"evt.time":1540476552000000000,"sample.text":"n0"},"priority":"Informational","rule":"Any number","source":"sample","time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("json_include_message_property=true", """{"hostname":"test-host","message":"Any n0","output":"14:09:12.000000000: Informational Any n0","output_fields":{"evt.time":1540476552000000000,"sample.text":"n0"},"priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("time_format_iso_8601=true", """{"hostname":"test-host","output":"2018-10-25T14:09:12.000000000+0000: Informational Any n0","output_fields":{"evt.time.iso8601":1540476552000000000,"sample.text":"n0"},"priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    [InlineData("append_output[0].extra_fields=[sample.even, {who: 'n=%sample.number'}, evt.time, aa: x]", """{"hostname":"test-host","output":"14:09:12.000000000: Informational Any n0","output_fields":{"aa":"x","evt.time":1540476552000000000,"sample.even":true,"sample.text":"n0","who":"n=0"},"priority":"Informational","rule":"Any number","source":"sample","tags":[],"time":"2018-10-25T14:09:12.000000000Z"}""")]
    public void A_json_alert_has_the_enabled_keys_in_the_order_of_Falco(string option, string expected)
    {
        var (code, output, _) = Run(["1", "-o", "json_output=true", .. option.Length == 0 ? [] : new[] { "-o", option }]);

        Assert.Equal(0, code);
        Assert.Equal(expected, output.Split('\n')[0]);
    }

    [Fact]
    public void In_text_only_control_characters_are_escaped_and_in_json_quotes_and_backslashes_too()
    {
        var rules = Folder.Write("quotes.yaml", """
            - rule: Quotes
              desc: d
              source: sample
              condition: sample.number = 0
              output: "say \"%sample.text\" \\ \t end"
              priority: INFO
            """);

        Assert.StartsWith("""14:09:12.000000000: Informational say "n0" \ \t end""" + "\n", Run("1", "-r", rules).Output, StringComparison.Ordinal);
        Assert.Contains(
            ""","output":"14:09:12.000000000: Informational say \"n0\" \\ \t end",""",
            Run("1", "-r", rules, "-o", "json_output=true").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Json_alerts_contain_tags_and_typed_values()
    {
        var (_, output, _) = Run("-o", "json_output=true");

        Assert.Contains("""
            "output_fields":{"evt.time":1540476554000000000,"sample.number":2,"sample.odd":null,"sample.text":"n2"},"priority":"Warning","rule":"Even number","source":"sample","tags":["alpha","zeta"]
            """.Trim(), output, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_in_iso_8601_with_time_format_iso_8601()
    {
        var (_, output, _) = Run("1", "-o", "time_format_iso_8601=true");

        Assert.StartsWith("2018-10-25T14:09:12.000000000+0000: Informational Any n0\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Alerts_go_to_a_file_alone_or_to_standard_output_as_well(bool both)
    {
        var file = Path.Combine(Folder.Path, "alerts.log");

        var (code, output, _) = Run("-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", $"stdout_output.enabled={both}");

        Assert.Equal(0, code);
        Assert.Equal(3, File.ReadAllLines(file).Length);
        Assert.Equal(both, output.Contains("Any n0", StringComparison.Ordinal));
    }

    private void AssertAlerts(string[] expected, params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);

        Assert.True(code == 0, errors);
        var alerts = output.Split('\n')
            .TakeWhile(line => !line.StartsWith("Events detected", StringComparison.Ordinal))
            .Select(line => Prefix().Replace(line, ""));
        Assert.Equal(expected, alerts);
    }

    [GeneratedRegex(@"Elapsed time: \d+\.\d{3}, Captured Events: (\d+), \d+\.\d\d eps")]
    private static partial Regex Rates();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d{9}: (Informational|Warning) ")]
    private static partial Regex Prefix();
}
