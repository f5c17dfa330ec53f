using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Resolve;

public sealed class ExceptionTests
{
    /// <summary>The condition that exceptions add to <c>ka.verb = get</c>.</summary>
    public static TheoryData<string, string> Conditions => new()
    {
        // A single field: a list of values
        { "fields: ka.user.name\ncomps: in\nvalues: [alice, bob]", "not ka.user.name in (alice, bob)" },
        { "fields: ka.user.name\nvalues: [alice, two words]", "not ka.user.name in (alice, \"two words\")" },
        { "fields: ka.user.name\ncomps: pmatch\nvalues: [/a]", "not ka.user.name pmatch (/a)" },
        { "fields: ka.user.groups\ncomps: intersects\nvalues: [a]", "not ka.user.groups intersects (a)" },
        { "fields: ka.user.name\ncomps: startswith oneof\nvalues: ['system:', kube]", "not ka.user.name startswith oneof (system:, kube)" },
        // Several fields: tuples
        { "fields: [ka.user.name, ka.target.name]\ncomps: [=, startswith]\nvalues:\n  - [alice, a-]\n  - [bob, b-]",
            "not (ka.user.name = alice and ka.target.name startswith a- or ka.user.name = bob and ka.target.name startswith b-)" },
        { "fields: [ka.user.name, ka.target.name]\nvalues: [[alice, a]]", "not (ka.user.name = alice and ka.target.name = a)" },
        { "fields: [ka.user.name]\nvalues: [[alice], [bob]]", "not (ka.user.name = alice or ka.user.name = bob)" },
        { "fields: [ka.user.name, ka.target.name]\ncomps: [=, in]\nvalues: [[alice, [a, b c]]]", "not (ka.user.name = alice and ka.target.name in (a, \"b c\"))" },
        { "fields: [ka.user.name, ka.target.name]\ncomps: [=, in]\nvalues: [[alice, a]]", "not (ka.user.name = alice and ka.target.name in (a))" },
        { "fields: [ka.user.name, ka.target.name]\ncomps: [=, in]\nvalues: [[alice, '(a, b)']]", "not (ka.user.name = alice and ka.target.name in (a, b))" },
        // Where a list is expected, parentheses may be missing; anything else is one value.
        { "fields: [ka.user.name, ka.target.name]\ncomps: [=, in]\nvalues: [[alice, 'a, b']]", "not (ka.user.name = alice and ka.target.name in (a, b))" },
        { "fields: [ka.target.name]\ncomps: [startswith anyof]\nvalues: [['a-,\"b c\"']]", "not ka.target.name startswith anyof (a-, \"b c\")" },
        { "fields: [ka.user.name]\ncomps: [in]\nvalues: [['people, dave']]", "not ka.user.name in (alice, bob, dave)" },
        { "fields: [ka.user.name]\ncomps: [in]\nvalues: [[two words], ['CN=a,O=b'], ['a) or ka.verb in (b']]",
            "not (ka.user.name in (\"two words\") or ka.user.name in (\"CN=a,O=b\") or ka.user.name in (\"a) or ka.verb in (b\"))" },
        { "fields: ['ka.uri.param[limit]']\nvalues: [[5]]", "not ka.uri.param[limit] = 5" },
        { "fields: [evt.num]\ncomps: ['>=']\nvalues: [[5]]", "not evt.num >= 5" },
        // What may appear in values
        { "fields: [ka.user.name]\ncomps: [contains]\nvalues: [[curl 127.0.0.1]]", "not ka.user.name contains \"curl 127.0.0.1\"" },
        { "fields: [ka.user.name]\nvalues: [[\"--flag=x\"]]", "not ka.user.name = \"--flag=x\"" },
        { "fields: [ka.user.name]\nvalues: [['\"quoted\"']]", "not ka.user.name = quoted" },
        { "fields: [ka.user.name]\nvalues: [['say \"hi\" c:\\dir']]", "not ka.user.name = \"say \\\"hi\\\" c:\\\\dir\"" },
        // A value with a space is put in quotes, so that its backslashes are escapes; a value without a space is literal.
        { "fields: [ka.user.name]\ncomps: [regex]\nvalues: [['a\\\\.b [cd]'], ['a\\.[bc]']]", "not (ka.user.name regex \"a\\\\.b [cd]\" or ka.user.name regex a\\.[bc])" },
        { "fields: ka.user.name\nvalues: ['say \\\"hi\\\" now']", "not ka.user.name in (\"say \\\"hi\\\" now\")" },
        { "fields: [tolower(ka.user.name)]\nvalues: [[alice]]", "not tolower(ka.user.name) = alice" },
        { "fields: [ka.user.name]\nvalues: [[toupper(ka.target.name)]]", "not ka.user.name = toupper(ka.target.name)" },
        { "fields: [ka.user.name]\ncomps: [in]\nvalues: [[[people, dave]]]", "not ka.user.name in (alice, bob, dave)" },
        { "fields: ka.user.name\nvalues: [people]", "not ka.user.name in (alice, bob)" },
        // Without values, there are no exceptions yet
        { "fields: [ka.user.name]\ncomps: [=]", "" },
        { "fields: [evt.num]\ncomps: ['>']", "" },
        { "fields: ka.user.name\nvalues: []", "" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void An_exception_becomes_a_condition(string exception, string expected)
    {
        var rule = Assert.Single(Loaded("- list: people\n  items: [alice, bob]\n" + Rule(more: Exceptions(exception))).Rules);

        Assert.Equal("ka.verb = get" + (expected.Length == 0 ? "" : $" and {expected}"), rule.Condition);
    }

    [Fact]
    public void Several_exceptions_and_a_condition_with_or_have_the_right_precedence() =>
        Condition(
            "(ka.verb = get or ka.verb = list) and not ka.user.name in (a) and not ka.target.name in (b)",
            Rule(
                "ka.verb = get or ka.verb = list",
                more: "exceptions:\n  - {name: x, fields: ka.user.name, values: [a]}\n  - {name: y, fields: ka.target.name, values: [b]}"));

    [Theory]
    [InlineData("append: true")]
    [InlineData("override: {exceptions: append}")]
    public void Values_and_exceptions_can_be_appended(string how) =>
        Condition(
            "ka.verb = get and not (ka.user.name = alice and ka.target.name = a or ka.user.name = bob and ka.target.name = b) and not ka.user.name in (carol)",
            Rule(more: Exceptions("fields: [ka.user.name, ka.target.name]\nvalues: [[alice, a]]")),
            $"- rule: R\n  {how}\n  exceptions:\n    - name: e\n      values: [[bob, b]]\n    - name: new\n      fields: ka.user.name\n      values: [carol]\n");

    [Fact]
    public void Exceptions_can_be_replaced() =>
        Condition(
            "ka.verb = get and not ka.target.name in (x)",
            Rule(more: Exceptions("fields: ka.user.name\nvalues: [alice]")),
            "- rule: R\n  override: {exceptions: replace}\n  exceptions:\n    - {name: e, fields: ka.target.name, values: [x]}\n");

    public static TheoryData<string, string> Mistakes => new()
    {
        { "", "rules.yaml:8:11: error: The exception 'e' has no 'fields', and there is none of that name to add values to. [LOAD_ERR_YAML_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: []", "rules.yaml:8:11: error: The exception 'e' has no 'fields', and there is none of that name to add values to. [LOAD_ERR_YAML_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: {a: b}", "rules.yaml:9:13: error: 'fields' must be a string or a sequence of strings, but is a mapping. [LOAD_ERR_YAML_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: [ka.user.name, ka.verb]\ncomps: [=]", "rules.yaml:10:13: error: There are 2 fields but 1 comparisons: each field needs one. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: [ka.user.name]\ncomps: in", "rules.yaml:10:12: error: 'comps' must be a sequence if 'fields' is one. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ka.user.name\ncomps: [in]", "rules.yaml:10:13: error: 'comps' must be one string if 'fields' is one. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ka.user.name\ncomps: '='", "rules.yaml:10:12: error: A single field must be compared with in, pmatch, intersects or an operator with oneof, anyof or allof, not with '=': write 'fields' and 'comps' as sequences for others. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ka.user.name\nvalues: x", "rules.yaml:10:13: error: 'values' must be a sequence ([a, b]), but is 'x'. [LOAD_ERR_YAML_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ka.user.name\nvalues: [a, [b]]", "rules.yaml:10:17: error: A value of an exception with a single field must be a string, but is a sequence. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: [ka.user.name]\nvalues: [[a], b, [c, d]]", """
            rules.yaml:10:19: error: The exception has 1 field, so each of its values must be a sequence of 1, but this is 'b'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')
            rules.yaml:10:22: error: The exception has 1 field, so each of its values must be a sequence of 1, but this is one of 2. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')
            """ },
        { "fields: [ka.user.name]\ncomps: [in]\nvalues: [[[a, [b]]]]", "rules.yaml:11:15: error: A value inside a tuple must be a string or a sequence of strings, but contains something else. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ka.nope\nvalues: [a]", "rules.yaml:9:13: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: [ka.verb, ka.nope]", "rules.yaml:9:23: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: ['join(\"-\", (ka.verb, tolower(ka.nope)))']\nvalues: [[a]]", "rules.yaml:9:43: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "fields: [ka.nope, ka.verb]\nvalues: [[a, b], c]", """
            rules.yaml:9:14: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')
            rules.yaml:10:22: error: The exception has 2 fields, so each of its values must be a sequence of 2, but this is 'c'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')
            """ },
        { "fields: ka.verb\nvalue: [a]", "rules.yaml:10:5: warning: An exception has no key 'value'; it is ignored (did you mean 'values'?). [LOAD_UNKNOWN_KEY] (exception 'e' in rule 'R')" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Invalid_exceptions_are_errors(string exception, string expected) => Finds(expected, Rule(more: Exceptions(exception)));

    [Theory]
    [InlineData("fields: [ka.verb]\ncomps: [like]", "10:13")]
    [InlineData("fields: [ka.verb]\ncomps: [like]\nvalues: [[x]]", "10:13")]
    [InlineData("fields: [no field]", "9:17")]
    [InlineData("fields: [evt.num]\nvalues: [[1], [many]]", "10:20")]
    [InlineData("fields: [ka.verb]\nvalues: [['\"open']]", "10:16")]
    public void A_mistake_in_an_exception_has_the_location_where_it_is_written(string exception, string place) =>
        Assert.StartsWith(
            $"rules.yaml:{place}: error: ",
            Assert.Single(Load(Rule(more: Exceptions(exception))).Diagnostics).Render(),
            StringComparison.Ordinal);

    public static TheoryData<string, string> AppendMistakes => new()
    {
        { "- name: e\n  fields: ka.verb\n  values: [x]", "local.yaml:4:15: error: The exception 'e' exists: only 'values' can be appended to it, not 'fields'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "- name: e\n  comps: in\n  values: [x]", "local.yaml:4:14: error: The exception 'e' exists: only 'values' can be appended to it, not 'comps'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
        { "- name: e", "local.yaml:3:13: warning: Nothing is added to the exception 'e': it has no 'values' here. [LOAD_APPEND_NO_VALUES] (exception 'e' in rule 'R')" },
        { "- name: other\n  values: [x]", "local.yaml:3:13: error: The exception 'other' has no 'fields', and there is none of that name to add values to. [LOAD_ERR_YAML_VALIDATE] (exception 'other' in rule 'R')" },
        { "- name: other\n  fields: ka.verb\n  values: []", "local.yaml:3:13: error: The exception 'other' is new here and has no 'values'. [LOAD_ERR_VALIDATE] (exception 'other' in rule 'R')" },
        { "- text", "local.yaml:3:7: error: An exception must be a mapping (name, fields, comps, values), but is 'text'. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "- fields: ka.verb", "local.yaml:3:7: error: This exception has no 'name', which is required. [LOAD_ERR_YAML_VALIDATE] (rule 'R')" },
        { "- name: e\n  values: [[tuple]]", "local.yaml:4:16: error: A value of an exception with a single field must be a string, but is a sequence. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')" },
    };

    [Theory]
    [MemberData(nameof(AppendMistakes))]
    public void Invalid_additions_to_exceptions_are_errors(string exceptions, string expected) =>
        Finds(
            expected,
            Rule(more: Exceptions("fields: ka.user.name\nvalues: [alice]")),
            $"- rule: R\n  exceptions:\n{string.Concat(exceptions.Split('\n').Select(line => $"    {line}\n"))}  override: {{exceptions: append}}\n");

    [Fact]
    public void Exceptions_with_the_same_name_are_a_warning() =>
        Finds(
            "rules.yaml:9:14: warning: This rule has several exceptions 'e'. [LOAD_EXCEPTION_NAME_NOT_UNIQUE] (exception 'e' in rule 'R')",
            Rule(more: "exceptions:\n  - {name: e, fields: ka.verb}\n  - {name: e, fields: ka.user.name}"));

    /// <summary>
    /// Falco checks them when it reads the rule, and does not apply skip-if-unknown-filter there (rule_loader_collector.cpp, validate_exception_info).
    /// </summary>
    [Theory]
    [InlineData("fields: ka.nope")]
    [InlineData("fields: ka.nope\nvalues: [a]")]
    public void An_unknown_field_of_an_exception_is_an_error_even_where_unknown_fields_are_skipped(string exception) =>
        Finds(
            "rules.yaml:10:13: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_VALIDATE] (exception 'e' in rule 'R')",
            Rule(more: "skip-if-unknown-filter: true\n" + Exceptions(exception)));

    [Fact]
    public void An_empty_list_of_exceptions_is_valid() => Condition("ka.verb = get", Rule(more: "exceptions:"));

    private static string Exceptions(string keys) =>
        $"exceptions:\n- name: e\n{string.Concat(keys.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"))}";
}
