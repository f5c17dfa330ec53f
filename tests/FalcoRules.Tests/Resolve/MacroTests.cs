using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Resolve;

public sealed class MacroTests
{
    private const string Get = "- macro: get\n  condition: ka.verb = get\n";

    public static TheoryData<string, string> Conditions => new()
    {
        { Get + Rule("get"), "ka.verb = get" },
        { Rule("get and evt.num > 5") + Get, "ka.verb = get and evt.num > 5" },
        { Get + Rule("not get"), "not ka.verb = get" },
        { "- macro: m\n  condition: ka.verb = get or ka.verb = list\n" + Rule("m and evt.num > 5"), "(ka.verb = get or ka.verb = list) and evt.num > 5" },
        { Get + "- macro: m\n  condition: get and evt.num = 1\n" + Rule("m or m"), "ka.verb = get and evt.num = 1 or ka.verb = get and evt.num = 1" },
        // A later definition replaces an earlier one, also for rules that already use it.
        { Get + Rule("get") + "- macro: get\n  condition: ka.verb = list\n", "ka.verb = list" },
        { Get + "- macro: get\n  condition: or ka.verb = list\n  append: true\n" + Rule("get and evt.num = 1"), "(ka.verb = get or ka.verb = list) and evt.num = 1" },
        { Get + "- macro: get\n  condition: or ka.verb = list\n  override:\n    condition: append\n" + Rule("get"), "ka.verb = get or ka.verb = list" },
        { Get + "- macro: get\n  condition: ka.verb = list\n  override: {condition: replace}\n" + Rule("get"), "ka.verb = list" },
        // A macro that is replaced need not exist or be valid.
        { "- macro: get\n  condition: or nonsense\n  override: {condition: replace}\n" + Get + Rule("get"), "ka.verb = get" },
        // A macro that is changed later can use what is defined until then.
        { Get + "- macro: late\n  condition: evt.num = 1\n- macro: get\n  condition: or late\n  append: true\n" + Rule("get"), "ka.verb = get or evt.num = 1" },
        { "- macro: a\n  condition: ka.verb = get\n- macro: b\n  condition: a\n- macro: a\n  condition: ka.verb = list\n" + Rule("b"), "ka.verb = list" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Names_of_macros_are_replaced_by_their_conditions(string yaml, string condition) => Condition(condition, yaml);

    public static TheoryData<string, string> Mistakes => new()
    {
        { Rule("get"), "rules.yaml:3:14: error: There is no macro 'get' (did you mean 'kget'?): define it before this condition, or load the file that does. [LOAD_ERR_VALIDATE] (rule 'R')" },
        { Get + Rule("gett"), "rules.yaml:5:14: error: There is no macro 'gett' (did you mean 'get'?): define it before this condition, or load the file that does. [LOAD_ERR_VALIDATE] (rule 'R')" },
        { "- list: verbs\n  items: [get]\n" + Rule("verbs"), "rules.yaml:5:14: error: 'verbs' is a list, not a macro: compare a field with it (field in (verbs)). [LOAD_ERR_VALIDATE] (rule 'R')" },
        { "- macro: a\n  condition: b\n- macro: b\n  condition: ka.verb = get\n" + Rule("a"), "rules.yaml:2:14: error: The macro 'b' is defined only in rules.yaml:3: a macro can use only macros that are defined before it, so move one of them. [LOAD_ERR_VALIDATE] (macro 'a')" },
        { "- macro: a\n  condition: a or ka.verb = get\n" + Rule("a"), "rules.yaml:2:14: error: The macro 'a' uses itself: a → a. [LOAD_ERR_VALIDATE] (macro 'a')" },
        { "- macro: a\n  condition: ka.verb = get\n- macro: b\n  condition: a\n- macro: a\n  condition: b\n" + Rule("a and b"), "rules.yaml:4:14: error: The macro 'a' uses itself: a → b → a. [LOAD_ERR_VALIDATE] (macro 'b')" },
        { "- macro: a\n  condition: or x\n  append: true\n" + Rule(), """
            rules.yaml:1:10: error: There is no macro 'a' before this item to change: load the file that defines it before this one. [LOAD_ERR_VALIDATE] (macro 'a')
            rules.yaml:3:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (macro 'a')
            """ },
        { "- macro: a\n  condition: or ka.verb = x\n  override: {condition: append}\n- macro: a\n  condition: ka.verb = y\n" + Rule("a"), "rules.yaml:1:10: error: There is no macro 'a' before this item to change: load the file that defines it before this one. [LOAD_ERR_VALIDATE] (macro 'a')" },
        { Get + "- macro: get\n  condition: x\n  append: true\n  override: {condition: append}\n", """
            rules.yaml:5:3: error: 'append: true' and 'override' cannot be used together: name what is appended to under 'override' (condition: append). [LOAD_ERR_YAML_VALIDATE] (macro 'get')
            rules.yaml:5:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (macro 'get')
            """ },
        { Get + "- macro: get\n  condition: ka.verb = x\n  override: {condition: add}\n", "rules.yaml:5:25: error: 'condition' can be overridden with append or replace, but not with 'add'. [LOAD_ERR_YAML_VALIDATE] (macro 'get')" },
        { Get + "- macro: get\n  condition: ka.verb = x\n  override: {items: append}\n", "rules.yaml:5:14: error: 'items' of a macro cannot be overridden: expected one of condition. [LOAD_ERR_YAML_VALIDATE] (macro 'get')" },
        { Get + Rule(), "rules.yaml:1:10: warning: The macro 'get' is not used. [LOAD_UNUSED_MACRO] (macro 'get')" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Invalid_macros_are_errors(string yaml, string expected) => Finds(expected, yaml);

    [Theory]
    [InlineData("ka.verb = = get", "2:24: error: ")]
    [InlineData("ka.nope = get", "2:14: error: ")]
    [InlineData("undefined", "2:14: error: There is no macro 'undefined'")]
    [InlineData("", "2:13: error: 'condition' must be a string")]
    public void An_invalid_macro_is_one_error_for_any_number_of_rules(string condition, string expected)
    {
        var rules = string.Concat(Enumerable.Range(0, 100).Select(i => Rule("broken and ka.verb = get", $"R{i}")));

        var diagnostic = Assert.Single(
            Load($"- macro: broken\n  condition: {condition}\n- macro: user\n  condition: broken or evt.num = 1\n" + rules).Diagnostics);

        Assert.StartsWith($"rules.yaml:{expected}", diagnostic.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_mistake_at_a_hundred_locations_is_a_hundred_errors() =>
        Assert.Equal(100, Load(string.Concat(Enumerable.Range(0, 100).Select(i => Rule("undefined", $"R{i}")))).Diagnostics.Length);

    [Fact]
    public void Conditions_have_a_maximum_size_after_macros_are_resolved()
    {
        var doubling = string.Concat(Enumerable.Range(1, 40).Select(i => $"- macro: m{i}\n  condition: m{i - 1} and m{i - 1}\n"));
        var deep = string.Concat(Enumerable.Range(1, 1100).Select(i => $"- macro: m{i}\n  condition: not m{i - 1}\n"));
        const string first = "- macro: m0\n  condition: ka.verb = get\n";

        Assert.Contains("has more than 1000000 parts", Assert.Single(Load(first + doubling + Rule("m40")).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("nested more than 1000 levels deep", Assert.Single(Load(first + deep + Rule("m1100")).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_appended_text_has_its_location_in_the_file_that_appends_it() =>
        Finds(
            "local.yaml:2:17: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_CONDITION] (macro 'get')",
            Get + Rule("get"),
            "- macro: get\n  condition: or ka.nope = x\n  override: {condition: append}\n");
}
