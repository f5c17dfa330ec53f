namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Commands for people who write rules: lints, formatting, schemas.</summary>
public sealed class RulesToolsTests : RunnerTest
{
    private const string Unformatted = "-   macro: m\n    condition: sample.number > 1\n";
    private const string Formatted = "- macro: m\n  condition: sample.number > 1\n";

    private string Redefined => Folder.Write("redefined.yaml", """
        - macro: m
          condition: sample.number > 1
        - macro: m
          condition: sample.number > 2
        - rule: R
          desc: d
          source: sample
          condition: m
          output: o
          priority: INFO
        """);

    [Fact]
    public void Validation_warns_of_a_mistake_with_its_code()
    {
        var (code, output, _) = Run("-V", Redefined);

        Assert.Equal(0, code);
        Assert.Contains("Ok, with warnings", output, StringComparison.Ordinal);
        Assert.Contains(":3:10: warning: The macro 'm' is defined again", output, StringComparison.Ordinal);
        var json = Run("-V", Redefined, "-o", "json_output=true").Output;
        Assert.Contains("\"code\":\"LINT_REDEFINED\",\"codedesc\":\"A rule, macro", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_an_error_or_left_out_if_the_command_line_says_so()
    {
        Assert.Equal(1, Run("-V", Redefined, "--werror", "LINT_SHADOWED,LINT_REDEFINED").Code);
        Assert.Equal(0, Run("-V", Redefined, "--werror", "LINT_SHADOWED").Code);
        Assert.EndsWith(": Ok\n", Run("-V", Redefined, "--ignore", "LINT_REDEFINED").Output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'LINT_REDEFINED'?", Run("-V", Redefined, "--ignore", "LINT_REDEFIND").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lint_in_the_rules_of_a_run_is_not_a_warning_in_the_log() => Assert.Equal("", Run("-r", Redefined, "--dry-run").Errors);

    [Fact]
    public void Help_explains_a_code_or_lists_all()
    {
        Assert.StartsWith("LINT_WILDCARD (warning)\nA wildcard", RunnerProcess.Run("help", "lint_wildcard").Output, StringComparison.Ordinal);
        Assert.Contains("LOAD_ERR_VALIDATE ", RunnerProcess.Run("help").Output, StringComparison.Ordinal);
        var (code, _, errors) = RunnerProcess.Run("help", "LINT_WILDCART");
        Assert.Equal(1, code);
        Assert.Contains("did you mean 'LINT_WILDCARD'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_formatted_in_place_once()
    {
        var file = Folder.Write("format.yaml", Unformatted);

        Assert.Equal((1, $"{file}\n"), Format("--check", file));
        Assert.Equal(Unformatted, File.ReadAllText(file));
        Assert.Contains("--   macro: m\n+- macro: m\n", Format("--diff", file).Output, StringComparison.Ordinal);
        Assert.Equal((0, $"{file}\n"), Format(file));
        Assert.Equal(Formatted, File.ReadAllText(file));
        Assert.Equal((0, ""), Format("--check", file));
    }

    [Fact]
    public void Standard_input_is_formatted_to_standard_output()
    {
        using var runner = RunnerProcess.StartIn("printf -- '-   macro: m\\n    condition: sample.number > 1\\n' | \"$@\"", "fmt", "-");
        Assert.Equal((0, Formatted), (runner.WaitForEnd(), runner.Output));
    }

    [Fact]
    public void Schemas_are_printed_by_the_command_and_by_the_options_of_Falco()
    {
        Assert.Equal(RunnerProcess.Run("schema", "rules").Output, RunnerProcess.Run("--rule-schema").Output);
        Assert.Equal(RunnerProcess.Run("schema", "config").Output, RunnerProcess.Run("--config-schema").Output);
        Assert.StartsWith("{\"$schema\":", RunnerProcess.Run("schema", "tests").Output, StringComparison.Ordinal);
        Assert.Equal(1, RunnerProcess.Run("schema", "events").Code);
    }

    private static (int Code, string Output) Format(params string[] arguments)
    {
        var (code, output, _) = RunnerProcess.Run(["fmt", .. arguments]);
        return (code, output);
    }
}
