using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Compile;

public sealed class RuleSwitchTests
{
    private static readonly string _rules =
        Rule(name: "Pod created", more: "tags: [k8s, pods]") + Rule(name: "Pod deleted", more: "tags: [k8s]\nenabled: false") + Rule(name: "Secret read");

    /// <summary>Selections as <c>+name</c>, <c>-name</c>, <c>+#tag</c>, <c>-#tag</c>, and the names of the rules that are enabled then.</summary>
    [Theory]
    [InlineData("", "Pod created, Secret read")]
    [InlineData("+Pod deleted", "Pod created, Pod deleted, Secret read")]
    [InlineData("-Pod created", "Secret read")]
    [InlineData("-Pod", "Pod created, Secret read")]
    [InlineData("-pod created", "Pod created, Secret read")]
    [InlineData("-*", "")]
    [InlineData("-**", "")]
    [InlineData("-Pod *", "Secret read")]
    [InlineData("-* created", "Secret read")]
    [InlineData("-*read*", "Pod created")]
    [InlineData("-P*d c*d", "Secret read")]
    [InlineData("-P*c*x", "Pod created, Secret read")]
    [InlineData("-*re", "Pod created, Secret read")]
    [InlineData("-#k8s", "Secret read")]
    [InlineData("+#k8s", "Pod created, Pod deleted, Secret read")]
    [InlineData("-#k*", "Pod created, Secret read")]
    [InlineData("-*|+#k8s", "Pod created, Pod deleted")]
    [InlineData("+#k8s|-*", "")]
    [InlineData("-*|+Secret*|+Pod deleted|-#pods", "Pod deleted, Secret read")]
    public void Selections_are_applied_in_order(string selections, string expected) =>
        Assert.Equal(expected, Enabled(Everything with { Selections = [.. selections.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Selection)] }));

    [Theory]
    [InlineData(Priority.Debug, "Pod created, Secret read")]
    [InlineData(Priority.Informational, "Pod created, Secret read")]
    [InlineData(Priority.Notice, "")]
    [InlineData(Priority.Emergency, "")]
    public void Rules_below_the_minimum_priority_are_disabled(Priority minimum, string expected) =>
        Assert.Equal(expected, Enabled(Everything with { MinimumPriority = minimum }));

    [Fact]
    public void A_selection_does_not_enable_rules_below_the_minimum_priority() =>
        Assert.Equal("", Enabled(Everything with { MinimumPriority = Priority.Error, Selections = [new(true, "*", null)] }));

    [Fact]
    public void A_disabled_rule_is_listed_and_checked_but_its_fields_are_not_read()
    {
        var ruleset = Clean(Rule("ka.verb = get") + Rule("ka.user.name = bob", "Off", "enabled: false"));

        Assert.Equal(["R True", "Off False"], ruleset.Rules.Select(rule => $"{rule.Name} {rule.Enabled}"));
        Assert.Equal(["ka.verb"], ruleset.Program("k8s_audit")!.Slots.Select(slot => slot.ToString()));
        Finds(
            "rules.yaml:3:14: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_CONDITION] (rule 'R')",
            Rule("ka.nope = x", more: "enabled: false"));
    }

    [Fact]
    public void A_source_without_an_enabled_rule_has_no_program() => Assert.Empty(Clean(Rule(more: "enabled: false")).Programs);

    [Fact]
    public void Each_source_has_a_program_with_its_own_fields()
    {
        var ruleset = Clean(
            Rule("ka.verb = get and evt.num > 1")
                + Rule("evt.num > 2 and other.name = x", "O")
                    .Replace("k8s_audit", "other", StringComparison.Ordinal)
                    .Replace("%ka.verb", "it", StringComparison.Ordinal));

        Assert.Equal(
            ["k8s_audit: ka.verb, evt.num", "other: evt.num, other.name"],
            ruleset.Programs.Select(program => $"{program.Source}: {string.Join(", ", program.Slots)}"));
    }

    private static string Enabled(RulesEnvironment environment) =>
        string.Join(", ", Loaded(environment, _rules).Rules.Where(rule => rule.Enabled).Select(rule => rule.Name));

    private static RuleSelection Selection(string text) =>
        text[1] == '#' ? new(text[0] == '+', null, text[2..]) : new(text[0] == '+', text[1..], null);
}
