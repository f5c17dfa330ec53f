using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("append", "a.yaml b.yaml", "Error")]
    [InlineData("override", "b.yaml", "Error")]
    [InlineData("add-only", "a.yaml", "Warning")]
    public void An_included_file_is_merged_by_its_strategy(string strategy, string rules, string priority)
    {
        var extra = _folder.Write("extra.yaml", "{rules_files: [b.yaml], priority: error, json_output: true}");
        var main = _folder.Write("falco.yaml", $"{{rules_files: [a.yaml], priority: warning, config_files: [{{path: {extra}, strategy: {strategy}}}]}}");

        var configuration = Load(main);

        Assert.Equal(
            (rules, priority, true),
            (string.Join(' ', configuration.RulesFiles!), configuration.MinimumPriority.ToString(), configuration.JsonOutput));
        Assert.Equal([main, extra], configuration.Files);
    }

    [Fact]
    public void A_directory_is_included_file_by_file_in_name_order()
    {
        _folder.Write("config.d/2.yaml", "rules_files: [two.yaml]");
        _folder.Write("config.d/1.yaml", "rules_files: [one.yaml]");
        var main = _folder.Write("falco.yaml", $"config_files: [{Path.Combine(_folder.Path, "config.d")}]");

        Assert.Equal(["one.yaml", "two.yaml"], Load(main).RulesFiles);
    }

    [Fact]
    public void A_broken_link_in_a_directory_is_not_a_file()
    {
        var main = _folder.Write("falco.yaml", $"config_files: [{Path.Combine(_folder.Path, "config.d")}]");
        _folder.Write("config.d/1.yaml", "rules_files: [one.yaml]");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "config.d", ".#1.yaml"), "me@host.123:456");

        Assert.Equal(["one.yaml"], Load(main).RulesFiles);
    }

    [Fact]
    public void Files_of_the_command_line_are_included_and_its_values_come_last()
    {
        var extra = _folder.Write("extra.yaml", "{priority: error, rule_matching: all}");
        var main = _folder.Write("falco.yaml", "priority: warning");

        var configuration = Load(main, $"config_files[]={extra}", "priority=notice");

        Assert.Equal(("Notice", "All"), (configuration.MinimumPriority.ToString(), configuration.RuleMatching.ToString()));
    }

    /// <summary>In a file they are variables; on the command line the shell had its turn (yaml_helper.h).</summary>
    [Theory]
    [InlineData("program_output={enabled: true, program: \"curl ${URL} $${URL}\"}")]
    [InlineData("program_output.program=curl ${URL} $${URL}")]
    public void Environment_variables_are_left_alone_in_values_of_the_command_line(string option)
    {
        var main = _folder.Write("falco.yaml", "program_output: {enabled: true, program: \"${URL}\"}");

        Assert.Equal(
            "curl ${URL} $${URL}",
            new ConfigurationLoader(_ => "http://sink", Some.Log()).Load(main, [option]).Output<ProgramOutputConfiguration>().Command);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_skipped_when_it_is_included_and_an_error_as_the_main_one()
    {
        Assert.Equal("Debug", Load(_folder.Write("falco.yaml", "config_files: [/nowhere/at.yaml]")).MinimumPriority.ToString());
        Assert.Contains(
            "configuration file /nowhere/at.yaml: There is no such file or directory.",
            Assert.Throws<UserError>(() => Load("/nowhere/at.yaml")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falco.yaml", "config_files includes the main configuration file itself")]
    [InlineData("nested.yaml", "an included configuration file cannot have config_files")]
    public void Files_cannot_include_each_other(string included, string expected)
    {
        _folder.Write("nested.yaml", "config_files: []");
        var main = _folder.Write("falco.yaml", $"config_files: [{Path.Combine(_folder.Path, included)}]");

        Assert.Contains(expected, Assert.Throws<UserError>(() => Load(main)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_both_plugins_are_there_and_options_reach_into_the_defaults()
    {
        var configuration = Load(null, "plugins[0].init_config.maxEventSize=5");

        Assert.Equal(["k8saudit", "json"], configuration.Plugins.Select(plugin => plugin.Name));
        Assert.Equal("""{"maxEventSize":5}""", configuration.Plugins[0].InitConfig);
        Assert.Equal("http://127.0.0.1:9765/k8s-audit", configuration.Plugins[0].OpenParameters);
        Assert.Null(configuration.RulesFiles);
    }

    /// <summary>Falco's warning (configuration.cpp): few mean that both must match.</summary>
    [Theory]
    [InlineData("{rule: R, tags: [a, b]}", "append_output: an entry names the rule 'R' and the tags a, b; it adds to that rule only, and only where it has all of them")]
    [InlineData("{rule: R}", "")]
    [InlineData("{tags: [a, b]}", "")]
    public void An_addition_for_a_rule_and_tags_is_warned_about(string match, string expected)
    {
        var log = Some.Log(out var lines);

        new ConfigurationLoader(_ => null, log).Load(
            _folder.Write("falco.yaml", $"{{plugins: [{{name: a, library_path: a}}], append_output: [{{match: {match}, extra_output: x}}]}}"),
            []);

        Assert.EndsWith(expected, lines.ToString().Trim(), StringComparison.Ordinal);
        Assert.Equal(expected.Length > 0, lines.ToString().Length > 0);
    }

    /// <summary>Falco's regression tests pass the first option to every run.</summary>
    [Theory]
    [InlineData("", "append_output.suggested_output=false")]
    [InlineData("append_output: [{suggested_output: true}],", "append_output.suggested_output=false")]
    [InlineData("append_output: {suggested_output: true},")]
    [InlineData("append_output: [{suggested_output: true}],", "append_output={suggested_output: true}")]
    public void Additions_to_outputs_as_a_mapping_are_ignored_with_a_warning(string key, params string[] options)
    {
        var log = Some.Log(out var lines);

        var configuration = new ConfigurationLoader(_ => null, log).Load(
            _folder.Write("falco.yaml", $"{{{key} plugins: [{{name: a, library_path: a}}]}}"),
            options);

        Assert.Empty(configuration.OutputAdditions);
        Assert.Contains(
            "append_output is a mapping and is ignored, as in Falco; expected a list. To set a key of its first entry, use append_output[0]\n",
            lines.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_as_a_mapping_are_ignored_with_a_warning()
    {
        var log = Some.Log(out var lines);

        var file = _folder.Write("falco.yaml", "{rules: {disable: {rule: a}}, plugins: [{name: a, library_path: a}]}");
        var configuration = new ConfigurationLoader(_ => null, log).Load(file, []);

        Assert.Empty(configuration.RuleSelections);
        Assert.Contains("rules is a mapping and is ignored, as in Falco; expected a list.", lines.ToString(), StringComparison.Ordinal);
    }

    private static FalcoConfiguration Load(string? file, params string[] options) => new ConfigurationLoader(_ => null, Some.Log()).Load(file, options);
}
