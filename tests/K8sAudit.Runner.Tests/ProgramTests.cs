using System.Text.RegularExpressions;

namespace K8sAudit.Runner.Tests;

/// <summary>The program as a process, with the plugin in C and a small rules file.</summary>
public sealed partial class ProgramTests : IDisposable
{
    private const string Rules = """
        - rule: Even number
          desc: An even number above one came.
          source: sample
          condition: sample.even = true and sample.number > 1
          output: Even (number=%sample.number text=%sample.text odd=%sample.odd)
          priority: WARNING
          tags: [zeta, alpha]
        - rule: Any number
          desc: Some number came.
          source: sample
          condition: sample.number >= 0
          output: Any %sample.text
          priority: INFO
        """;

    private readonly TempFolder _folder = new();
    private readonly string _configuration;
    private readonly string _rules;

    public ProgramTests()
    {
        _rules = _folder.Write("rules.yaml", Rules);
        _configuration = _folder.Write("falco.yaml", $"""
            plugins:
              - name: sample
                library_path: {SamplePlugin.Library()}
                open_params: "3"
            rules_files: [{_rules}]
            log_level: warning
            """);
    }

    public void Dispose() => _folder.Dispose();

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
    public void A_bare_argument_takes_the_place_of_the_open_parameters() => AssertAlerts(["Any n0"], "1");

    [Fact]
    public void All_matching_rules_are_reported_when_asked_for() => AssertAlerts(["Any n0", "Any n1", "Even (number=2 text=n2 odd=<NA>)", "Any n2"], "-o", "rule_matching=all");

    [Fact]
    public void Rules_below_the_priority_are_left_out() => AssertAlerts(["Even (number=2 text=n2 odd=<NA>)"], "-o", "priority=warning");

    [Fact]
    public void Rules_are_switched_off_by_the_configuration() => AssertAlerts(["Any n0", "Any n1", "Any n2"], "-o", "rules[]={disable: {rule: Even*}}");

    [Fact]
    public void The_output_is_added_to_by_the_command_line() => AssertAlerts(["Any n0 host=test-host from sample"], "1", "-p", "host=%evt.hostname from %evt.source");

    [Fact]
    public void Rules_of_the_command_line_take_the_place_of_the_configured_ones()
    {
        var folder = Path.GetDirectoryName(_folder.Write("more/b.yaml", "- {rule: B, desc: d, source: sample, condition: sample.number = 0, output: B, priority: INFO}"))!;
        _folder.Write("more/a.yaml", "- {rule: A, desc: d, source: sample, condition: sample.number = 1, output: A, priority: INFO}");
        _folder.Write("more/c.txt", "no rules");

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
    public void A_json_alert_has_the_keys_that_are_switched_on_in_the_order_of_Falco(string option, string expected)
    {
        var (code, output, _) = Run(["1", "-o", "json_output=true", .. option.Length == 0 ? [] : new[] { "-o", option }]);

        Assert.Equal(0, code);
        Assert.Equal(expected, output.Split('\n')[0]);
    }

    [Fact]
    public void Tags_and_typed_values_stand_in_json_alerts()
    {
        var (_, output, _) = Run("-o", "json_output=true");

        Assert.Contains("""
            "output_fields":{"evt.time":1540476554000000000,"sample.number":2,"sample.odd":null,"sample.text":"n2"},"priority":"Warning","rule":"Even number","source":"sample","tags":["alpha","zeta"]
            """.Trim(), output, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_in_iso_8601_when_asked_for()
    {
        var (_, output, _) = Run("1", "-o", "time_format_iso_8601=true");

        Assert.StartsWith("2018-10-25T14:09:12.000000000+0000: Informational Any n0\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Alerts_go_to_a_file_alone_or_to_standard_output_as_well(bool both)
    {
        var file = Path.Combine(_folder.Path, "alerts.log");

        var (code, output, _) = Run("-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", $"stdout_output.enabled={both}");

        Assert.Equal(0, code);
        Assert.Equal(3, File.ReadAllLines(file).Length);
        Assert.Equal(both, output.Contains("Any n0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_large_file_is_read_to_its_end_and_no_alert_is_lost()
    {
        var input = _folder.Write("numbers", "20000");

        var (code, output, errors) = Run(input, "-o", "outputs_queue.capacity=3");

        Assert.Equal(0, code);
        Assert.Contains("Events detected: 20000\n", output, StringComparison.Ordinal);
        Assert.Equal(20000, output.Split('\n').Count(line => line.Contains(": Informational Any ", StringComparison.Ordinal) || line.Contains(": Warning Even ", StringComparison.Ordinal)));
        Assert.DoesNotContain("dropped", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunnerProcess.Signal.Interrupt)]
    [InlineData(RunnerProcess.Signal.Terminate)]
    internal void A_signal_ends_the_run_after_what_was_taken_in(RunnerProcess.Signal signal)
    {
        using var runner = Start("live:6");
        runner.WaitForOutput("Even (number=4");

        runner.Send(signal);

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("Events detected: 6\n", runner.Output, StringComparison.Ordinal);
        Assert.Contains("Captured Events: 6", runner.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_ends_after_the_seconds_of_M()
    {
        var (code, output, errors) = Run("live:2", "-M", "0.3", "-o", "log_level=info");

        Assert.Equal(0, code);
        Assert.Contains("Events detected: 2\n", output, StringComparison.Ordinal);
        Assert.Contains("the time of -M is over, exiting...", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_ends_when_nobody_reads_standard_output_any_more()
    {
        using var runner = RunnerProcess.Start(readOutput: false, "-c", _configuration, "live:100000");
        runner.CloseOutput();

        Assert.Equal(0, runner.WaitForEnd());
        Assert.Contains("stdout output: an alert could not be written", runner.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail_at:2", 2, "Error: error in plugin sample: the stream broke")]
    [InlineData("fail_open", 0, "Error: plugin 'sample' cannot open 'fail_open': the open parameters asked for a failure")]
    [InlineData("empty_success", 0, "Error: unexpected 0 size event returned by plugin sample")]
    [InlineData("foreign_id", 0, "Error: unexpected plugin ID in plugin event")]
    [InlineData("malformed", 0, "Error: malformed plugin event produced by plugin: 'sample'")]
    public void A_source_that_fails_ends_the_run_with_an_error_after_what_it_gave(string parameters, int detected, string error)
    {
        var (code, output, errors) = Run(parameters);

        Assert.Equal(1, code);
        Assert.Contains($"Events detected: {detected}\n", output, StringComparison.Ordinal);
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sources_are_read_at_once_each_with_its_own_rules_and_fields()
    {
        var (code, output, errors) = RunWithTwoSources();

        Assert.Equal(0, code);
        Assert.Contains("Any n1\n", output, StringComparison.Ordinal);
        Assert.Contains("Other 4\n", output, StringComparison.Ordinal);
        Assert.Contains("(sample) Elapsed time: ", errors, StringComparison.Ordinal);
        Assert.Contains("(other) Elapsed time: ", errors, StringComparison.Ordinal);
        Assert.Contains("Events detected: 8\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--enable-source", "other", 5)]
    [InlineData("--disable-source", "other", 3)]
    public void A_source_can_be_chosen(string option, string source, int detected) =>
        Assert.Contains($"Events detected: {detected}\n", RunWithTwoSources(option, source).Output, StringComparison.Ordinal);

    [Fact]
    public void A_plugin_whose_field_another_one_has_is_named_in_a_warning_and_the_first_one_counts()
    {
        var (code, output, errors) = Run("1", "-o", $"plugins[]={{name: twin, library_path: {SamplePlugin.Library(SamplePlugin.Text("PLUGIN_NAME", "twin"), "EXTRACTOR_ONLY")}}}");

        Assert.Equal(0, code);
        Assert.Contains("Any n0\n", output, StringComparison.Ordinal);
        Assert.Contains("field 'sample.number' of source 'sample' is read by 'sample' and by 'twin'; the first one counts", errors, StringComparison.Ordinal);
    }

    public static TheoryData<string[], string> Mistakes() => new()
    {
        { ["--enable-source", "nothing"], "Error: --enable-source nothing: there is no event source of that name; loaded are sample" },
        { ["--disable-source", "sample"], "Error: Must enable at least one event source" },
        { ["--enable-source", "a", "--disable-source", "b"], "Error: You can not mix --enable-source and --disable-source" },
        { ["--list=nothing"], "Error: --list nothing: there is no event source of that name" },
        { ["--plugin-info", "nothing"], "Error: can't find plugin and print its info: nothing" },
        { ["-l", "Nothing"], "Error: there is no rule named 'Nothing'" },
        { ["-o", "plugins[0].library_path=libmissing.so"], "Error: plugin 'sample': there is no library 'libmissing.so'; looked for" },
        { ["-o", "plugins[0].init_config={\"fail_init\": true}"], "Error: could not initialize plugin 'sample': the configuration asked for a failure" },
        { ["-o", "load_plugins=[]"], "Error: there is nothing to read: none of the plugins nothing is an event source" },
        { ["-o", "nonsense"], "Error: -o nonsense: expected key=value" },
        { ["-r", "/nowhere.yaml"], "/nowhere.yaml" },
        { ["-M", "0"], "Error: -M: expected a number of seconds above 0, found '0'" },
        { ["-M", "soon"], "Error: -M: expected a number of seconds above 0, found 'soon'" },
        { ["one", "two"], "Error: Unrecognized command or argument 'two'" },
        { ["--nonsense"], "Error: Unrecognized option '--nonsense'" },
        { ["--modern-bpf"], "Error: --modern-bpf cannot be used: it chooses how system calls are collected" },
        { ["-e", "capture.scap"], "Error: -e cannot be used: it reads a capture of system calls" },
        { ["--list-events"], "Error: --list-events cannot be used: it lists system calls, and there are none" },
        { ["--page-size"], "Error: --page-size cannot be used" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_ends_the_program_with_1_and_a_message_on_standard_error(string[] arguments, string error)
    {
        var (code, output, errors) = Run(arguments);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(error, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_a_warning_and_no_error()
    {
        var (code, _, errors) = Run("1", "-o", "jsn_output=true");

        Assert.Equal(0, code);
        Assert.Contains("unknown configuration key 'jsn_output'; did you mean 'json_output'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_says_ok_or_shows_every_error_with_its_place()
    {
        var bad = _folder.Write("bad.yaml", """
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

        Assert.Equal((0, $"{_rules}: Ok\n", ""), Run("-V", _rules));
        var (code, output, _) = Run("-V", _rules, "-V", bad);
        Assert.Equal(1, code);
        Assert.Contains($"{_rules}: Ok\n{bad}: Invalid\n{bad}:4:14: error: ", output, StringComparison.Ordinal);
        Assert.Contains($"{bad}:10:", output, StringComparison.Ordinal);
        Assert.Contains("\"falco_load_results\":[{\"name\":", Run("-V", bad, "-o", "json_output=true").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_with_an_error_are_not_used()
    {
        var (code, output, errors) = Run("-r", _folder.Write("bad.yaml", "- {rule: R, desc: d, source: sample, condition: nothing.at.all = 1, output: o, priority: INFO}"));

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("Error: the rules cannot be used\n", errors, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:1:", errors, StringComparison.Ordinal);
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

    private (int Code, string Output, string Errors) Run(params string[] arguments) => RunnerProcess.Run(["-c", _configuration, .. arguments]);

    private RunnerProcess Start(params string[] arguments) => RunnerProcess.Start(["-c", _configuration, .. arguments]);

    private (int Code, string Output, string Errors) RunWithTwoSources(params string[] arguments)
    {
        var library = SamplePlugin.Library(
            SamplePlugin.Text("PLUGIN_NAME", "other"),
            SamplePlugin.Text("SOURCE_NAME", "other"),
            "PLUGIN_ID=7",
            SamplePlugin.Text("FIELDS", """[{"type":"uint64","name":"other.number","desc":"d"}]"""));
        var rules = _folder.Write("other.yaml", "- {rule: Other, desc: d, source: other, condition: other.number >= 0, output: Other %other.number, priority: INFO}");
        return Run(["-o", $"plugins[]={{name: other, library_path: {library}, open_params: '5'}}", "-o", $"rules_files[]={rules}", .. arguments]);
    }

    private void AssertAlerts(string[] expected, params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);

        Assert.True(code == 0, errors);
        var alerts = output.Split('\n').TakeWhile(line => !line.StartsWith("Events detected", StringComparison.Ordinal)).Select(line => Prefix().Replace(line, ""));
        Assert.Equal(expected, alerts);
    }

    [GeneratedRegex(@"Elapsed time: \d+\.\d{3}, Captured Events: (\d+), \d+\.\d\d eps")]
    private static partial Regex Rates();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d{9}: (Informational|Warning) ")]
    private static partial Regex Prefix();
}
