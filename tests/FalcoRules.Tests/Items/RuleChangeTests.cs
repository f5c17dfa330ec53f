using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Items;

public sealed class RuleChangeTests
{
    /// <summary>The rule R after a change: condition | output | description | priority | tags | enabled.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "", "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|True" },
        // override
        { "condition: and evt.num > 1\noutput: now\ndesc: more\ntags: [c, a]\noverride: {condition: append, output: append, desc: append, tags: append}",
            "ka.verb = get and evt.num > 1|It was %ka.verb now|A rule more|Informational|a,b,c|True" },
        { "condition: evt.num > 1\noutput: now\ndesc: other\ntags: [c]\npriority: ERROR\nenabled: false\noverride: {condition: replace, output: replace, desc: replace, tags: replace, priority: replace, enabled: replace}",
            "evt.num > 1|now|other|Error|c|False" },
        { "desc: other\ncondition: or evt.num > 1\noverride:\n  desc: replace\n  condition: append", "ka.verb = get or evt.num > 1|It was %ka.verb|other|Informational|a,b|True" },
        { "warn_evttypes: false\ncapture: true\ncapture_duration: 10\nskip-if-unknown-filter: true\noverride: {warn_evttypes: replace, capture: replace, capture_duration: replace, skip-if-unknown-filter: replace}",
            "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|True" },
        { "source: k8s_audit\nenabled: false\noverride: {enabled: replace}", "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|False" },
        { "source:\nenabled: false\noverride: {enabled: replace}", "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|False" },
        // append, the form before override existed
        { "condition: and evt.num > 1\nappend: true", "ka.verb = get and evt.num > 1|It was %ka.verb|A rule|Informational|a,b|True" },
        { "source: ''\ncondition: and evt.num > 1\nappend: true", "ka.verb = get and evt.num > 1|It was %ka.verb|A rule|Informational|a,b|True" },
        { "condition: and evt.num > 1\nenabled: false\nappend: true", "ka.verb = get and evt.num > 1|It was %ka.verb|A rule|Informational|a,b|True" },
        // enabled alone
        { "enabled: false", "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|False" },
        { "enabled: false\nappend: false", "ka.verb = get|It was %ka.verb|A rule|Informational|a,b|False" },
        // a new definition
        { "condition: evt.num = 1\noutput: o\ndesc: d\npriority: DEBUG\nsource: k8s_audit", "evt.num = 1|o|d|Debug||True" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_later_item_changes_only_the_keys_that_it_has(string change, string expected)
    {
        var rule = Assert.Single(Loaded(Rule(more: "tags: [b, a]"), change.Length == 0 ? "" : Change(change)).Rules);

        Assert.Equal(expected, string.Join('|', rule.Condition, rule.Output.Text, rule.Description, rule.Priority, string.Join(',', rule.Tags), rule.Enabled));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "priority: ERROR\noverride: {priority: append}", "local.yaml:3:14: error: 'priority' can only be overridden with replace, but not with 'append'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "condition: x\noverride: {condition: add}", "local.yaml:3:25: error: 'condition' can be overridden with append or replace, but not with 'add'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "condition: x\noverride: {condition: [append]}", "local.yaml:3:25: error: 'condition' can be overridden with append or replace, but not with a sequence. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "override: {source: replace}", "local.yaml:2:14: error: 'source' of a rule cannot be overridden: expected one of desc, condition, output, priority, enabled, tags, exceptions, warn_evttypes, skip-if-unknown-filter, capture, capture_duration. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "desc: x\noverride: {desc: replace, condition: append}", "local.yaml:3:29: error: 'override' says to append 'condition', but there is no 'condition' in this item. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "desc: x\npriority: ERROR\noverride: {desc: replace}", "local.yaml:3:3: error: 'priority' is given, but 'override' does not say what to do with it: add 'priority: replace'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "condition: and evt.num = 1\nappend: true\noverride: {condition: append}", """
            local.yaml:3:3: error: 'append: true' and 'override' cannot be used together: name what is appended to under 'override' (condition: append). [LOAD_ERR_YAML_VALIDATE] (rule 'R')
            local.yaml:3:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (rule 'R')
            """ },
        { "append: true", """
            local.yaml:1:9: error: There is nothing to append: 'append: true' adds a 'condition' or 'exceptions'. [LOAD_ERR_VALIDATE] (rule 'R')
            local.yaml:2:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (rule 'R')
            """ },
        { "condition: and evt.num = 1\noutput: x\nappend: true", """
            local.yaml:3:3: warning: 'output' is ignored with append: true; name it under 'override' to change it. [LOAD_UNKNOWN_KEY] (rule 'R')
            local.yaml:4:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (rule 'R')
            """ },
        { "enabled: false\ntags: [x]", """
            local.yaml:2:3: warning: 'enabled' alone is deprecated: add 'override' with 'enabled: replace'. [LOAD_DEPRECATED_ITEM] (rule 'R')
            local.yaml:3:3: warning: 'tags' is ignored with 'enabled' alone; name it under 'override' to change it. [LOAD_UNKNOWN_KEY] (rule 'R')
            """ },
        { "source: other\ncondition: ka.verb = a\noverride: {condition: replace}", "local.yaml:2:11: error: The rule 'R' has the source 'k8s_audit', which cannot be changed to 'other': write 'source: k8s_audit'. [LOAD_ERR_VALIDATE] (rule 'R')" },
        { "condition: x\noutput: o\ndesc: d\npriority: DEBUG", "local.yaml:1:9: error: The rule 'R' has the source 'k8s_audit', which cannot be changed to 'syscall': write 'source: k8s_audit'. [LOAD_ERR_VALIDATE] (rule 'R')" },
        { "condition: and ka.nope = x\noverride: {condition: append}", "local.yaml:2:18: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_CONDITION] (rule 'R')" },
        { "condition: ka.verb = get\noverride: {condition: append}", "local.yaml:2:14: error: Expected 'and', 'or' or the end of the condition, found 'ka.verb'. [LOAD_ERR_COMPILE_CONDITION] (rule 'R')" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Changes_of_other_keys_are_errors(string change, string expected) => Finds(expected, Rule(), Change(change));

    [Theory]
    [InlineData("condition: and x\noverride: {condition: append}", "")]
    [InlineData("condition: and x\noverride: {condition: replace}", "")]
    [InlineData("condition: and x\nappend: true", "\nrules.yaml:3:3: warning: 'append: true' is deprecated: use 'override' with 'condition: append'. [LOAD_DEPRECATED_ITEM] (rule 'R')")]
    [InlineData("enabled: false", "\nrules.yaml:2:3: warning: 'enabled' alone is deprecated: add 'override' with 'enabled: replace'. [LOAD_DEPRECATED_ITEM] (rule 'R')")]
    public void A_rule_that_does_not_exist_cannot_be_changed(string change, string warning) =>
        Finds("rules.yaml:1:9: error: There is no rule 'R' before this item to change: load the file that defines it before this one. [LOAD_ERR_VALIDATE] (rule 'R')" + warning, Change(change));

    [Fact]
    public void A_similar_name_is_suggested() =>
        Finds(
            "local.yaml:1:9: error: There is no rule 'Create Privilegd Pod' before this item to change (did you mean 'Create Privileged Pod'?): load the file that defines it before this one. [LOAD_ERR_VALIDATE] (rule 'Create Privilegd Pod')",
            Rule(name: "Create Privileged Pod"),
            "- rule: Create Privilegd Pod\n  enabled: false\n  override: {enabled: replace}\n");

    [Fact]
    public void An_invalid_rule_is_not_reported_as_missing() =>
        Finds(
            "rules.yaml:3:13: error: 'condition' must be a string that is not empty, but is nothing. [LOAD_ERR_YAML_VALIDATE] (rule 'R')",
            Rule(condition: ""),
            Change("enabled: false\noverride: {enabled: replace}"));

    [Fact]
    public void A_rule_that_is_defined_again_keeps_its_position() =>
        Assert.Equal(
            ["0 A evt.num = 3", "1 B ka.verb = get"],
            Clean(Rule(name: "A") + Rule(name: "B") + Rule("evt.num = 3", "A")).Rules.Select(rule => $"{rule.Index} {rule.Name} {rule.Condition}"));

    private static string Change(string keys) => $"- rule: R\n{string.Concat(keys.Split('\n').Select(line => $"  {line}\n"))}";
}
