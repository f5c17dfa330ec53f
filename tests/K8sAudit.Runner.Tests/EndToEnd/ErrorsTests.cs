namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>What is refused, and with which words.</summary>
public sealed class ErrorsTests : RunnerTest
{
    public static TheoryData<string[], string> Mistakes() => new()
    {
        { ["--enable-source", "nothing"], "Error: --enable-source nothing: there is no event source of that name; loaded are sample" },
        { ["--disable-source", "nothing"], "Error: --disable-source nothing: there is no event source of that name; loaded are sample" },
        { ["--enable-source", "syscall"], "Error: --enable-source syscall: there is no event source of that name; loaded are sample" },
        { ["--enable-source", "nothing", "-L"], "Error: --enable-source nothing: there is no event source of that name" },
        { ["--enable-source", "nothing", "-V", "x.yaml"], "Error: --enable-source nothing: there is no event source of that name" },
        { ["--disable-source", "sample", "--disable-source", "syscall"], "Error: Must enable at least one event source" },
        { ["--disable-source", "sample"], "Error: Must enable at least one event source" },
        { ["--enable-source", "a", "--disable-source", "b"], "Error: You can not mix --enable-source and --disable-source" },
        { ["--list=nothing"], "Error: --list nothing: there is no event source of that name" },
        { ["--plugin-info", "nothing"], "Error: can't find plugin and print its info: nothing" },
        { ["-l", "Nothing"], "Error: there is no rule named 'Nothing'" },
        { ["-o", "plugins[0].library_path=libmissing.so"], "Error: plugin 'sample': there is no library 'libmissing.so'; looked for" },
        { ["-o", "plugins[0].init_config={\"fail_init\": true}"], "Error: could not initialize plugin 'sample': the configuration asked for a failure" },
        { ["-o", "plugins[0].init_config={\"fail_init\": true}"], "Error: could not initialize plugin 'sample': the configuration asked for a failure" },
        { ["fail_open"], "Error: plugin 'sample' cannot open 'fail_open': the open parameters asked for a failure" },
        { ["-o", $"plugins[0].library_path={SamplePlugin.Library("EXTRACTOR_ONLY")}"], "Error: there is nothing to read: none of the plugins sample is an event source" },
        { ["-P", "/nowhere/pid"], "Error: could not write pid to pidfile /nowhere/pid: Could not find a part of the path" },
        { ["-o", "nonsense"], "Error: -o nonsense: expected key=value" },
        { ["-r", "/nowhere.yaml"], "/nowhere.yaml" },
        { ["-M", "soon"], "Error: -M: expected a number of seconds, or 0 for no limit, found 'soon'" },
        { ["completion", "bash", "zsh"], "Error: Unrecognized command or argument 'zsh'" },
        { ["--nonsense"], "Error: Unrecognized option '--nonsense'" },
        { ["--modern-bpf"], "Error: --modern-bpf cannot be used: it is about system calls" },
        { ["-e", "capture.scap"], "Error: -e cannot be used: it reads a capture of system calls" },
        { ["--list-events"], "Error: --list-events cannot be used: it is about system calls" },
        { ["-D", "Even number"], "Error: -D cannot be used: Falco removed it; use -o rules[].disable.rule=NAME" },
        { ["-T", "alpha"], "Error: -T cannot be used: Falco removed it; use -o rules[].disable.tag=TAG" },
        { ["-t", "alpha"], "Error: -t cannot be used: Falco removed it; use -o rules[].disable.rule=* and then -o rules[].enable.tag=TAG" },
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

    [Theory]
    [InlineData("rules_files: ['', rules.yaml]", "falco.yaml:1:15: rules_files[0]: expected the path of a file, found an empty string")]
    [InlineData("config_files: ['']", "falco.yaml:1:16: config_files[0]: expected the path of a file, found an empty string")]
    [InlineData("plugins: [{name: a, library_path: ''}]", "falco.yaml:1:35: plugins[0].library_path: expected the path of a file, found an empty string")]
    [InlineData("plugins: [{name: a, library_path: /}]", "plugin 'a': there is no library '/'")]
    [InlineData("plugins: [{name: a, library_path: /etc/passwd}]", "cannot load plugin /etc/passwd")]
    [InlineData("a: [", "falco.yaml:1:5: Invalid YAML")]
    [InlineData("rules_files: [/proc/self/mem]", "/proc/self/mem")]
    [InlineData("http_output: {enabled: true, url: 'https://a', ca_cert: /}", "http_output.ca_cert: cannot use /: ")]
    [InlineData("http_output: {enabled: true, url: 'https://a', ca_path: /nowhere}", "http_output.ca_path: cannot use /nowhere: ")]
    [InlineData("webserver: {enabled: true, ssl_enabled: true, ssl_certificate: /}", "webserver.ssl_certificate: cannot use /: ")]
    public void A_configuration_that_cannot_be_used_is_an_error_without_a_stack_trace(string yaml, string error)
    {
        var rest = yaml.Contains("plugins", StringComparison.Ordinal)
            ? ""
            : $"\nplugins: [{{name: sample, library_path: {SamplePlugin.Library()}, open_params: '3'}}]";
        var rules = yaml.Contains("_files", StringComparison.Ordinal) ? "" : $"\nrules_files: [{RulesFile}]";
        var file = Folder.Write("falco.yaml", yaml + (yaml.EndsWith('[') ? "" : rest + rules));
        var (code, _, errors) = RunnerProcess.Run("-c", file);

        Assert.Equal(1, code);
        AssertClean(error, errors);
    }

    [Theory]
    [InlineData("-o", "", "-o : expected key=value")]
    [InlineData("-o", "rules_files[0]=", "-o rules_files[0]: expected the path of a file, found nothing")]
    [InlineData("-o", "rules_files=['']", "rules_files[0]: expected the path of a file, found an empty string")]
    [InlineData("-o", "priority={a: [", "-o priority")]
    [InlineData("-l", "", "there is no rule named ''")]
    public void An_option_with_an_unusable_value_is_an_error_without_a_stack_trace(string option, string value, string error)
    {
        var (code, _, errors) = Run(option, value);

        Assert.Equal(1, code);
        AssertClean(error, errors);
    }

    [Theory]
    [InlineData("", "Error: -c: expected the path of a file, found an empty string")]
    [InlineData("/", "configuration file /: ")]
    [InlineData("/nowhere", "configuration file /nowhere: There is no such file")]
    public void A_configuration_file_that_cannot_be_read_is_an_error_without_a_stack_trace(string path, string error)
    {
        var (code, _, errors) = RunnerProcess.Run("-c", path);

        Assert.Equal(1, code);
        AssertClean(error, errors);
    }

    [Fact]
    public void An_unknown_key_is_a_warning_and_no_error()
    {
        var (code, _, errors) = Run("1", "-o", "jsn_output=true");

        Assert.Equal(0, code);
        Assert.Contains("unknown configuration key 'jsn_output'; did you mean 'json_output'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_with_an_error_are_not_used()
    {
        var (code, output, errors) = Run(
            "-r",
            Folder.Write("bad.yaml", "- {rule: R, desc: d, source: sample, condition: nothing.at.all = 1, output: o, priority: INFO}"));

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("Error: the rules cannot be used\n", errors, StringComparison.Ordinal);
        Assert.Contains("bad.yaml:1:", errors, StringComparison.Ordinal);
    }

    private static void AssertClean(string error, string errors)
    {
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Runtime error", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
