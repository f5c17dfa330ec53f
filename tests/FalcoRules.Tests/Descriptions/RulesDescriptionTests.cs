using FalcoRules.Descriptions;
using FalcoRules.Loading;
using FalcoRules.Text;

namespace FalcoRules.Tests.Descriptions;

/// <summary>What rules files define, as written and as resolved, like Falco's describe_rule (falco_engine.cpp, filter_details_resolver.cpp).</summary>
public class RulesDescriptionTests
{
    private const string Names = """
        - list: verbs
          items: [get, more, "a b"]
        - list: more
          items: [watch]
        - list: idle
          items: []
        - macro: reads
          condition: ka.verb in (verbs)
        - macro: someone
          condition: reads and ka.uri.param[a] exists

        """;

    /// <summary>Falco's own example (unit_tests/engine/test_filter_details_resolver.cpp, resolve_ast), with fields of this source.</summary>
    [Fact]
    public void A_condition_lists_its_macros_and_lists_and_its_resolved_form_lists_operators_and_fields()
    {
        var condition = Describe(
            Names + AssertRules.Rule("(someone or ka.user.name = val(ka.verb)) and (ka.user.name icontains cat or ka.verb in (more, put))")).Rules[0].Condition;

        Assert.Equal(["someone"], condition.Macros);
        Assert.Equal(["more"], condition.Lists);
        Assert.Equal(["=", "exists", "icontains", "in"], condition.Operators);
        Assert.Equal(["ka.uri.param[a]", "ka.user.name", "ka.verb"], condition.Fields);
        Assert.Equal("(someone or ka.user.name = val(ka.verb)) and (ka.user.name icontains cat or ka.verb in (more, put))", condition.Text);
        Assert.Equal(
            "(ka.verb in (get, watch, \"a b\") and ka.uri.param[a] exists or ka.user.name = val(ka.verb)) and (ka.user.name icontains cat or ka.verb in (watch, put))",
            condition.Compiled);
    }

    [Theory]
    [InlineData("ka.verb startswith anyof verbs", "startswith anyof", "ka.verb", "verbs")]
    [InlineData("not tolower(ka.verb) = GET", "=", "ka.verb", "")]
    [InlineData("ka.verb in verbs", "in", "ka.verb", "verbs")]
    [InlineData("join(\"-\", (ka.verb, concat(ka.user.name, ka.verb))) = a", "=", "ka.user.name ka.verb", "")]
    [InlineData("ka.verb == more", "=", "ka.verb", "more")]
    [InlineData("ka.verb = \"more\"", "=", "ka.verb", "")]
    public void Every_form_of_a_comparison_is_described(string text, string operators, string fields, string lists)
    {
        var condition = Describe(Names + AssertRules.Rule(text)).Rules[0].Condition;

        Assert.Equal(operators, string.Join(' ', condition.Operators));
        Assert.Equal(fields, string.Join(' ', condition.Fields));
        Assert.Equal(lists, string.Join(' ', condition.Lists));
    }

    [Fact]
    public void Exceptions_list_names_operators_and_the_fields_of_exceptions_with_values()
    {
        var rule = Describe(AssertRules.Rule(more: """
            exceptions: [
            {name: zeta, fields: [ka.user.name, ka.verb], comps: [=, startswith], values: [[a, g]]},
            {name: alpha, fields: ka.target.name, values: [x]},
            {name: later, fields: ka.user.name, comps: pmatch}]
            """)).Rules[0];

        Assert.Equal(["alpha", "later", "zeta"], rule.ExceptionNames);
        Assert.Equal(["=", "in", "pmatch", "startswith"], rule.ExceptionOperators);
        Assert.Equal(["ka.target.name", "ka.user.name", "ka.verb"], rule.ExceptionFields);
        Assert.Equal(["=", "in", "startswith"], rule.Condition.Operators);
        Assert.Equal("ka.verb = get", rule.Condition.Text);
    }

    [Fact]
    public void A_rule_is_described_as_written_and_as_resolved()
    {
        var environment = AssertRules.Everything with
        {
            Selections = [new(false, "R", null)],
            OutputAdditions = [new() { ExtraOutput = "by %ka.user.name", ExtraFields = [new("who", "%ka.user.name!"), new("ka.verb")] }],
        };
        var file = new SourceText(
            "rules.yaml",
            AssertRules.Rule(more: "capture: true\ncapture_duration: 700") + "- {rule: R, output: again, override: {output: append}}\n");
        var rule = Assert.Single(RulesLoader.Describe([file], environment).Rules);

        Assert.Equal(("It was %ka.verb again", "It was %ka.verb again by %ka.user.name"), (rule.Output, rule.Rule.Output.Text));
        Assert.Equal((true, false), (rule.Enabled, rule.Rule.Enabled));
        Assert.Equal((true, 700u), (rule.Capture, rule.CaptureDuration));
        Assert.Equal([new("ka.verb"), new("who", "%ka.user.name!")], rule.ExtraFields);
    }

    [Fact]
    public void Macros_and_lists_show_whether_they_are_used()
    {
        var description = Describe(Names + AssertRules.Rule("reads"));

        Assert.Equal(["reads True", "someone False"], description.Macros.Select(macro => $"{macro.Name} {macro.IsUsed}"));
        Assert.Equal(["verbs True", "more True", "idle False"], description.Lists.Select(list => $"{list.Name} {list.IsUsed}"));
        Assert.Equal("ka.verb in (get, watch, \"a b\") and ka.uri.param[a] exists", description.Macros[1].Condition.Compiled);
        Assert.Equal(["reads"], description.Macros[1].Condition.Macros);
    }

    /// <summary>Falco's list_value_with_escaping (unit_tests/engine/test_rule_loader.cpp): an item with a space is not the name of a list.</summary>
    [Fact]
    public void A_list_has_its_own_items_the_lists_in_it_and_all_items()
    {
        var list = Describe(Names).Lists[0];

        Assert.Equal(["get", "a b"], list.Items);
        Assert.Equal(["more"], list.Lists);
        Assert.Equal(["get", "watch", "a b"], list.AllItems);
    }

    [Fact]
    public void The_newest_required_engine_and_all_required_plugins_are_described()
    {
        var description = Describe("""
            - required_engine_version: 0.31.0
            - required_engine_version: 26
            - required_plugin_versions:
                - name: k8saudit
                  version: 0.7.0
                  alternatives: [{name: other, version: 1.0.0}]
                - {name: json, version: 0.7.0}
            """);

        Assert.Equal(new Version(0, 31, 0), description.RequiredEngineVersion);
        Assert.Equal(
            ["k8saudit 0.7.0, other 1.0.0", "json 0.7.0"],
            description.RequiredPlugins.Select(all => string.Join(", ", all.Select(plugin => $"{plugin.Name} {plugin.Version}"))));
        Assert.Equal(new Version(0, 0, 0), Describe("").RequiredEngineVersion);
    }

    [Fact]
    public void A_rule_that_is_skipped_is_not_described() =>
        Assert.Empty(Describe(AssertRules.Rule().Replace("k8s_audit", "unknown", StringComparison.Ordinal)).Rules);

    [Fact]
    public void Valid_parts_of_files_with_errors_are_described()
    {
        var description = Describe("""
            - macro: broken
              condition: ka.verb ==

            """ + AssertRules.Rule(name: "Good") + AssertRules.Rule("broken", "Bad"));

        Assert.Equal(["Good"], description.Rules.Select(rule => rule.Rule.Name));
        Assert.Equal(("", "ka.verb =="), (description.Macros[0].Condition.Compiled, description.Macros[0].Condition.Text));
    }

    private static RulesDescription Describe(string text) => RulesLoader.Describe([new SourceText("rules.yaml", text)], AssertRules.Everything);
}
