using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Resolve;

public sealed class ListTests
{
    private const string Verbs = "- list: verbs\n  items: [get, list]\n";

    public static TheoryData<string, string> Conditions => new()
    {
        { Verbs + Rule("ka.verb in (verbs)"), "ka.verb in (get, list)" },
        { Verbs + Rule("ka.verb in (watch, verbs, create)"), "ka.verb in (watch, get, list, create)" },
        { Verbs + Rule("ka.verb in (\"verbs\")"), "ka.verb in (\"verbs\")" },
        { Verbs + Rule("ka.user.groups intersects (verbs)"), "ka.user.groups intersects (get, list)" },
        { Verbs + Rule("ka.verb pmatch (verbs)"), "ka.verb pmatch (get, list)" },
        { Verbs + Rule("ka.verb startswith oneof (verbs)"), "ka.verb startswith oneof (get, list)" },
        { Verbs + Rule("ka.verb in (verb)"), "ka.verb in (verb)" },
        { Rule("ka.verb in (verbs)") + Verbs, "ka.verb in (get, list)" },
        { "- list: one\n  items: [get]\n" + Rule("ka.verb = one"), "ka.verb = get" },
        { "- list: none\n  items: []\n" + Rule("ka.verb in (none)"), "ka.verb in ()" },
        { "- list: none\n  items: []\n" + Rule("ka.verb in (a, none)"), "ka.verb in (a)" },
        // Lists in lists, to any depth and in any order; a name that is not a list is an item.
        { "- list: a\n  items: [x]\n- list: b\n  items: [a, y]\n- list: c\n  items: [b, nope]\n" + Rule("ka.verb in (c)"), "ka.verb in (x, y, nope)" },
        { "- list: c\n  items: [b, z]\n- list: b\n  items: [a, y]\n- list: a\n  items: [x]\n" + Rule("ka.verb in (c)"), "ka.verb in (x, y, z)" },
        { "- list: java\n  items: [java, javac]\n" + Rule("ka.verb in (java)"), "ka.verb in (java, javac)" },
        // Items that need quotes
        { "- list: l\n  items: [\"two words\", '\"(in quotes)\"', 'a,b', plain]\n" + Rule("ka.verb in (l)"), "ka.verb in (\"two words\", \"(in quotes)\", \"a,b\", plain)" },
        // Backslashes are escapes in an item that Falco puts in quotes (an item with a space), if it is a string then; in all others they are literal.
        { "- list: l\n  items: ['a\\\\.b c', 'a\\\\.b', 'c:\\dir x', 'say \\\"hi\\\" now']\n" + Rule("ka.verb in (l)"), "ka.verb in (\"a\\\\.b c\", a\\\\.b, \"c:\\\\dir x\", \"say \\\"hi\\\" now\")" },
        { "- list: l\n  items: [1, true, 1.5]\n" + Rule("ka.verb in (l)"), "ka.verb in (1, true, 1.5)" },
        // Changes
        { Verbs + Rule("ka.verb in (verbs)") + "- list: verbs\n  items: [watch]\n  append: true\n", "ka.verb in (get, list, watch)" },
        { Verbs + Rule("ka.verb in (verbs)") + "- list: verbs\n  items: [watch]\n  override: {items: append}\n", "ka.verb in (get, list, watch)" },
        { Verbs + Rule("ka.verb in (verbs)") + "- list: verbs\n  items: [watch]\n  override: {items: replace}\n", "ka.verb in (watch)" },
        { Verbs + Rule("ka.verb in (verbs)") + "- list: verbs\n  items: [watch]\n", "ka.verb in (watch)" },
        { "- list: verbs\n  items: [x]\n  override_written_wrong:\n    items: append\n" + Verbs + Rule("ka.verb in (verbs)"), "ka.verb in (get, list)" },
        { "- list: base\n  items: [x]\n" + Verbs + "- list: verbs\n  items: [base]\n  append: true\n" + Rule("ka.verb in (verbs)"), "ka.verb in (get, list, x)" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Names_of_lists_are_replaced_by_their_items(string yaml, string condition) => Condition(condition, yaml);

    public static TheoryData<string, string> Mistakes => new()
    {
        { "- list: l\n  items: [x]\n  append: true\n", """
            rules.yaml:1:9: error: There is no list 'l' before this item to change: load the file that defines it before this one. [LOAD_ERR_VALIDATE] (list 'l')
            rules.yaml:3:3: warning: 'append: true' is deprecated: use 'override' with 'items: append'. [LOAD_DEPRECATED_ITEM] (list 'l')
            """ },
        { Verbs + "- list: verb\n  items: [x]\n  override: {items: append}\n", "rules.yaml:3:9: error: There is no list 'verb' before this item to change (did you mean 'verbs'?): load the file that defines it before this one. [LOAD_ERR_VALIDATE] (list 'verb')" },
        { "- list: a\n  items: [b]\n- list: b\n  items: [c]\n- list: c\n  items: [a]\n" + Rule("ka.verb in (a)"), "rules.yaml:6:11: error: The list 'a' contains itself: a → b → c → a. [LOAD_ERR_VALIDATE] (list 'c')" },
        { Verbs + Rule("ka.verb = verbs"), "rules.yaml:5:24: error: 'verbs' is a list of 2 items, where one value is expected: use 'in (verbs)'. [LOAD_ERR_COMPILE_CONDITION] (rule 'R')" },
        { Verbs + Rule(), "rules.yaml:1:9: warning: The list 'verbs' is not used. [LOAD_UNUSED_LIST] (list 'verbs')" },
        { Verbs + "- list: outer\n  items: [verbs]\n" + Rule(), "rules.yaml:3:9: warning: The list 'outer' is not used. [LOAD_UNUSED_LIST] (list 'outer')" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Invalid_lists_are_errors(string yaml, string expected) => Finds(expected, yaml);

    [Fact]
    public void Lists_in_lists_have_a_maximum_size()
    {
        var lists = string.Concat(Enumerable.Range(1, 12).Select(i => $"- list: l{i}\n  items: [{string.Join(", ", Enumerable.Repeat($"l{i - 1}", 10))}]\n"));

        var diagnostics = Load("- list: l0\n  items: [a, b, c, d]\n" + lists + Rule("ka.verb in (l12)")).Diagnostics;

        Assert.Contains("The list 'l6' has more than 1000000 items", diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_list_is_not_reported_as_missing() =>
        Finds(
            "rules.yaml:2:10: error: 'items' must be a sequence ([a, b]), but is 'x'. [LOAD_ERR_YAML_VALIDATE] (list 'l')",
            "- list: l\n  items: x\n- list: l\n  items: [y]\n  override: {items: append}\n" + Rule("ka.verb in (l)"));

    [Fact]
    public void An_item_that_is_not_a_number_has_its_location_in_the_list() =>
        Assert.StartsWith(
            "rules.yaml:2:14: error: ",
            Assert.Single(Load("- list: n\n  items: [1, two]\n" + Rule("evt.num in (n)") + Rule("evt.num in (n, 3)", "R2")).Diagnostics).Render(),
            StringComparison.Ordinal);
}
