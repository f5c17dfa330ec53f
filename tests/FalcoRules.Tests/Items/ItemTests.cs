using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Items;

public sealed class ItemTests
{
    [Fact]
    public void A_rule_has_the_values_of_its_item()
    {
        var rule = Assert.Single(Clean("""
            - rule: Pod made
              desc: >
                Somebody made
                a pod
              condition: >
                ka.verb = create
                and ka.user.name != bob
              output: "  made by %ka.user.name  "
              priority: wArNiNg
              source: k8s_audit
              tags: [k8s, audit, k8s]
              enabled: yes
              warn_evttypes: off
              skip-if-unknown-filter: false
              capture: true
              capture_duration: 500
            """).Rules);

        Assert.Equal("Pod made|Somebody made a pod\n|ka.verb = create and ka.user.name != bob|made by %ka.user.name|Warning|k8s_audit|audit,k8s|True|0",
            string.Join(
                '|',
                rule.Name,
                rule.Description,
                rule.Condition,
                rule.Output.Text,
                rule.Priority,
                rule.Source,
                string.Join(',', rule.Tags),
                rule.Enabled,
                rule.Index));
    }

    [Theory]
    [InlineData("EMERGENCY", Priority.Emergency)]
    [InlineData("Alert", Priority.Alert)]
    [InlineData("critical", Priority.Critical)]
    [InlineData("Error", Priority.Error)]
    [InlineData("WARNING", Priority.Warning)]
    [InlineData("notice", Priority.Notice)]
    [InlineData("INFO", Priority.Informational)]
    [InlineData("INFORMATIONAL", Priority.Informational)]
    [InlineData("'Debug'", Priority.Debug)]
    public void Priorities_may_be_written_in_any_case(string text, Priority expected) =>
        Assert.Equal(expected, Clean(Rule().Replace("INFO", text, StringComparison.Ordinal)).Rules[0].Priority);

    public static TheoryData<string, string> Mistakes => new()
    {
        // The content of a file
        { "a: b", "rules.yaml:1:1: error: A rules file must be a sequence of items (- rule: …, - macro: …, - list: …), but is a mapping. [LOAD_ERR_YAML_VALIDATE]" },
        { "text", "rules.yaml:1:1: error: A rules file must be a sequence of items (- rule: …, - macro: …, - list: …), but is 'text'. [LOAD_ERR_YAML_VALIDATE]" },
        { "- text", "rules.yaml:1:3: error: An item must be a mapping (- rule: …, - macro: …, - list: …), but is 'text'. [LOAD_ERR_YAML_VALIDATE]" },
        { "- [a]", "rules.yaml:1:3: error: An item must be a mapping (- rule: …, - macro: …, - list: …), but is a sequence. [LOAD_ERR_YAML_VALIDATE]" },
        { "- rulez: x", "rules.yaml:1:3: warning: An item that starts with 'rulez' is ignored: expected one of required_engine_version, required_plugin_versions, list, macro, rule (did you mean 'rule'?). [LOAD_UNKNOWN_ITEM]" },
        { "- {}", "rules.yaml:1:3: warning: An empty item is ignored. [LOAD_UNKNOWN_ITEM]" },
        { "-\n- ~\n", "" },
        { "", "" },
        { "---\n---\n", "" },
        // Keys
        { Rule(more: "typo_field: x"), "rules.yaml:7:3: warning: A rule has no key 'typo_field'; it is ignored. [LOAD_UNKNOWN_KEY] (rule 'R')" },
        { Rule(more: "tag: [x]"), "rules.yaml:7:3: warning: A rule has no key 'tag'; it is ignored (did you mean 'tags'?). [LOAD_UNKNOWN_KEY] (rule 'R')" },
        { Rule(more: "priority: DEBUG"), "rules.yaml:7:3: warning: 'priority' is given twice; the first one is used. [LOAD_UNKNOWN_KEY] (rule 'R')" },
        { "- rule: R\n  desc: d\n", """
            rules.yaml:1:9: error: This rule has no 'condition', which is required. [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            rules.yaml:1:9: error: This rule has no 'output', which is required. [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            rules.yaml:1:9: error: This rule has no 'priority', which is required. [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            """ },
        { "- rule: R\n", "rules.yaml:1:9: error: A rule must have condition, output, desc and priority, or change an earlier rule with 'override' or 'enabled'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "- rule:\n  desc: d", "rules.yaml:1:8: error: 'rule' must be a string that is not empty, but is nothing. [LOAD_ERR_YAML_VALIDATE]" },
        { "- macro: m\n", "rules.yaml:1:10: error: This macro has no 'condition', which is required. [LOAD_ERR_YAML_VALIDATE] (macro 'm')" },
        { "- list: l\n", "rules.yaml:1:9: error: This list has no 'items', which is required. [LOAD_ERR_YAML_VALIDATE] (list 'l')" },
        { "- list: l\n  items: []\n  priority: INFO", """
            rules.yaml:1:9: warning: The list 'l' is not used. [LOAD_UNUSED_LIST] (list 'l')
            rules.yaml:3:3: warning: A list has no key 'priority'; it is ignored. [LOAD_UNKNOWN_KEY] (list 'l')
            """ },
        // Values
        { Rule().Replace("INFO", "URGENT", StringComparison.Ordinal), "rules.yaml:5:13: error: Unknown priority 'URGENT': expected one of Emergency, Alert, Critical, Error, Warning, Notice, Informational, Debug. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(condition: ""), "rules.yaml:3:13: error: 'condition' must be a string that is not empty, but is nothing. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(condition: "[a, b]"), "rules.yaml:3:14: error: 'condition' must be a string that is not empty, but is a sequence. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(more: "tags: x"), "rules.yaml:7:9: error: 'tags' must be a sequence ([a, b]), but is 'x'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(more: "tags: [a, [b], ~]"), """
            rules.yaml:7:13: error: 'tags' must contain only strings, but contains a sequence; put it in quotes if it is a string. [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            rules.yaml:7:18: error: 'tags' must contain only strings, but contains nothing; put it in quotes if it is a string. [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            """ },
        { Rule(more: "enabled: maybe"), "rules.yaml:7:12: error: 'enabled' must be true or false, but is 'maybe'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(more: "capture_duration: -1"), "rules.yaml:7:21: error: 'capture_duration' must be a whole number from 0, but is '-1'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { Rule(more: "override: condition"), "rules.yaml:7:13: error: 'override' must be a mapping (key: value), but is 'condition'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "- list: l\n  items: x", "rules.yaml:2:10: error: 'items' must be a sequence ([a, b]), but is 'x'. [LOAD_ERR_YAML_VALIDATE] (list 'l')" },
        // Names
        { "- macro: a-b\n  condition: ka.verb = get\n" + Rule(), """
            rules.yaml:1:10: warning: The macro name 'a-b' cannot be written in a condition: it must start with a letter, followed by letters, digits and '_'. [LOAD_INVALID_MACRO_NAME] (macro 'a-b')
            rules.yaml:1:10: warning: The macro 'a-b' is not used. [LOAD_UNUSED_MACRO] (macro 'a-b')
            """ },
        { "- list: a b\n  items: [x]\n" + Rule(), """
            rules.yaml:1:9: warning: The list name 'a b' cannot be written in a condition: leave out spaces, quotes, parentheses, commas and '='. [LOAD_INVALID_LIST_NAME] (list 'a b')
            rules.yaml:1:9: warning: The list 'a b' is not used. [LOAD_UNUSED_LIST] (list 'a b')
            """ },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_an_item_is_an_error_with_its_location(string yaml, string expected) => Finds(expected, yaml);

    [Fact]
    public void All_mistakes_of_all_files_are_reported_in_order() =>
        Finds(
            """
            rules.yaml:3:13: error: 'condition' must be a string that is not empty, but is nothing. [LOAD_ERR_YAML_VALIDATE] (rule 'A')
            rules.yaml:10:14: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_CONDITION] (rule 'B')
            local.yaml:3:2: error: Invalid YAML: the line is indented by 1 space, and the key 'items' before it by 2; the keys of an item need the same indentation, and an item begins with '- '. [LOAD_ERR_YAML_PARSE]
            more1.yaml:1:10: error: This macro has no 'condition', which is required. [LOAD_ERR_YAML_VALIDATE] (macro 'm')
            """,
            Rule(name: "A", condition: "") + Rule(name: "B", condition: "ka.nope = x"),
            "- list: l\n  items: [x]\n items: [x]\n",
            "- macro: m\n");

    [Fact]
    public void A_diagnostic_shows_the_line_and_a_caret_under_the_location()
    {
        var diagnostic = Assert.Single(Load("""
            - rule: R
              desc: d
              condition: >
                ka.verb = get
                and ka.nope = "x y"
              output: o
              priority: INFO
              source: k8s_audit
            """).Diagnostics);

        Assert.EndsWith("""
                and ka.nope = "x y"
                    ^^^^^^^
            """.ReplaceLineEndings("\n").Replace("    and", "      and", StringComparison.Ordinal).Replace("        ^", "          ^", StringComparison.Ordinal).TrimStart('\r'), diagnostic.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_file_does_not_make_names_unknown() =>
        Finds(
            "local.yaml:1:3: error: Invalid YAML: this '[' is never closed. [LOAD_ERR_YAML_PARSE]",
            Rule(condition: "helper and ka.verb = get"),
            "- [a\n- macro: helper\n  condition: ka.verb = get\n",
            "- list: l\n  items: [x]\n  override:\n    items: append\n");
}
