using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>
/// All lints: mistakes in rules that load without an error and then miss events, which Falco does not report. They are checked when rules are validated, not
/// when they are loaded for a run.
/// </summary>
public static class LintCodes
{
    /// <summary>An item is defined twice.</summary>
    public static DiagnosticCode Redefined { get; } = new("LINT_REDEFINED", "A rule, macro or list is defined again without override")
    {
        Why = "The later definition replaces the earlier one completely: the earlier condition, items and exceptions are gone, and what they detected is missed.",
        Remedy = "Write 'override' with the keys that the item appends to or replaces. If both are needed, give the second one its own name.",
        Wrong = "- list: admins\n  items: [alice]\n- list: admins\n  items: [bob]\n- macro: by_admin\n  condition: ka.user.name in (admins)",
        Right = "- list: admins\n  items: [alice]\n- list: admins\n  items: [bob]\n  override: {items: append}\n- macro: by_admin\n  condition: ka.user.name in (admins)",
    };

    /// <summary>A list does not exist.</summary>
    public static DiagnosticCode UnknownList { get; } = new("LINT_UNKNOWN_LIST", "A word in parentheses looks like the name of a list that does not exist")
    {
        Why = "Falco treats the word as a value, so the field is compared with the name of the list.",
        Remedy = "Correct the name or define the list before its use. If it is a value, write it in quotes.",
        Wrong = "ka.user.name in (allowed_users)",
        Right = "ka.user.name in (\"allowed_users\")",
    };

    /// <summary>Quotes of a word processor.</summary>
    public static DiagnosticCode TypographicQuotes { get; } = new("LINT_TYPOGRAPHIC_QUOTES", "A value is in typographic quotes")
    {
        Why = "A word processor or web page has replaced the straight quotes. These characters become a part of the value.",
        Remedy = "Write straight quotes: \" or '.",
        Wrong = "ka.user.name = “alice”",
        Right = "ka.user.name = \"alice\"",
    };

    /// <summary>A logical operator without blanks.</summary>
    public static DiagnosticCode OperatorInValue { get; } = new("LINT_OPERATOR_IN_VALUE", "A value contains && or ||")
    {
        Why = "Falco has no such operators. Without blanks around them they become a part of the value before them.",
        Remedy = "Write 'and' or 'or' with blanks around it. If it is a value, write it in quotes.",
        Wrong = "ka.verb = get||list",
        Right = "ka.verb = get or ka.verb = list",
    };

    /// <summary>A wildcard where none is allowed.</summary>
    public static DiagnosticCode Wildcard { get; } = new("LINT_WILDCARD", "A wildcard is compared letter by letter")
    {
        Why = "=, !=, in and intersects compare whole values; * has no meaning in them, nor in contains, startswith and endswith.",
        Remedy = "Use startswith, endswith, contains or glob; before several values in parentheses add anyof.",
        Wrong = "ka.user.name in (system:*, kube-*)",
        Right = "ka.user.name startswith anyof (system:, kube-)",
    };

    /// <summary>An empty value.</summary>
    public static DiagnosticCode EmptyValue { get; } = new("LINT_EMPTY_VALUE", "A field is compared with an empty string")
    {
        Why = "A member that is absent from the event has no value, and a comparison with no value is false.",
        Remedy = "Write 'not field exists'.",
        Wrong = "ka.target.subresource = \"\"",
        Right = "not ka.target.subresource exists",
    };

    /// <summary>Blanks around a value.</summary>
    public static DiagnosticCode BlanksAroundValue { get; } = new("LINT_BLANKS_AROUND_VALUE", "A value in quotes begins or ends with a blank")
    {
        Why = "The blank is a part of the value, and the values of events have none there.",
        Remedy = "Remove the blank.",
        Wrong = "ka.user.name = \"alice \"",
        Right = "ka.user.name = \"alice\"",
    };

    /// <summary>A network as text.</summary>
    public static DiagnosticCode NetworkAsText { get; } = new("LINT_NETWORK_AS_TEXT", "A network in CIDR form is compared with a string")
    {
        Why = "The field has addresses as text, and no address equals the text of a network.",
        Remedy = "Use a field of the type IP network, as in ka.source.net in (10.0.0.0/8).",
        Wrong = "ka.sourceips intersects (10.0.0.0/8)",
        Right = "ka.source.net in (10.0.0.0/8)",
    };

    /// <summary>A number as text.</summary>
    public static DiagnosticCode NumberAsText { get; } = new("LINT_NUMBER_AS_TEXT", "A string is compared with a number by its order")
    {
        Why = "Strings are compared letter by letter, so that 9 is greater than 10.",
        Remedy = "Use a field that is a number, such as ka.response.status.",
        Wrong = "ka.response.code >= 400",
        Right = "ka.response.status >= 400",
    };

    /// <summary>No verb of the API server.</summary>
    public static DiagnosticCode UnknownVerb { get; } = new("LINT_UNKNOWN_VERB", "The API server has no such verb")
    {
        Why = "Verbs are in lower case: get, list, watch, create, update, patch, delete, deletecollection, and HTTP methods for other URLs. Commands such as exec are "
            + "subresources; permissions such as impersonate are no verbs of requests.",
        Remedy = "Write a verb of that list.",
        Wrong = "ka.verb in (CREATE, exec)",
        Right = "ka.verb = create and ka.target.subresource = exec",
    };

    /// <summary>No stage.</summary>
    public static DiagnosticCode UnknownStage { get; } = new("LINT_UNKNOWN_STAGE", "The API server has no such stage")
    {
        Why = "The stages are RequestReceived, ResponseStarted, ResponseComplete and Panic.",
        Remedy = "Write one of these, with its capital letters.",
        Wrong = "ka.stage = ResponseCompleted",
        Right = "ka.stage = ResponseComplete",
    };

    /// <summary>Not true or false.</summary>
    public static DiagnosticCode Boolean { get; } = new("LINT_BOOLEAN", "A field that is true or false is compared with something else")
    {
        Why = "The values of the field are the texts true and false, in lower case.",
        Remedy = "Write true or false.",
        Wrong = "ka.req.pod.containers.privileged intersects (True, yes)",
        Right = "ka.req.pod.containers.privileged intersects (true)",
    };

    /// <summary>Not a status code.</summary>
    public static DiagnosticCode StatusCode { get; } = new("LINT_STATUS_CODE", "A response code is compared with something that is not an HTTP status")
    {
        Why = "ka.response.code is the text of three digits.",
        Remedy = "Write the digits, use startswith for a class of codes, or compare the number ka.response.status.",
        Wrong = "ka.response.code in (4xx, 5xx)",
        Right = "ka.response.status >= 400",
    };

    /// <summary>A kind instead of a resource.</summary>
    public static DiagnosticCode ResourceName { get; } = new("LINT_RESOURCE_NAME", "A resource is not written as in URLs of the API server")
    {
        Why = "Resources are plural and in lower case (pods). Kinds (Pod), singular forms (pod) and the short names of kubectl (po) never occur in events.",
        Remedy = "Write the plural in lower case; 'kubectl api-resources' lists it in the first column.",
        Wrong = "ka.target.resource in (Pod, secret)",
        Right = "ka.target.resource in (pods, secrets)",
    };

    /// <summary>A resource with its subresource.</summary>
    public static DiagnosticCode Subresource { get; } = new("LINT_SUBRESOURCE", "A resource is written together with its subresource")
    {
        Why = "The form pods/exec is that of RBAC rules. In events the resource and the subresource are two members.",
        Remedy = "Compare ka.target.resource and ka.target.subresource.",
        Wrong = "ka.target.resource = pods/exec",
        Right = "ka.target.resource = pods and ka.target.subresource = exec",
    };

    /// <summary>A value that a field cannot have.</summary>
    public static DiagnosticCode UnknownValue { get; } = new("LINT_UNKNOWN_VALUE", "A field with few possible values is compared with another one")
    {
        Why = "The field never has this value. Upper and lower case make a difference.",
        Remedy = "Write one of the values that the message lists.",
        Wrong = "ka.auth.decision = denied",
        Right = "ka.auth.decision = forbid",
    };

    /// <summary>Every value of a list, instead of one.</summary>
    public static DiagnosticCode InOnList { get; } = new(
        "LINT_IN_ON_LIST",
        "'in' on a list field needs all values of the list; 'intersects' was probably meant")
    {
        Why = "ka.user.groups in (system:masters) is true only for a user whose only group it is, but each user also has the group system:authenticated.",
        Remedy = "Write 'intersects', which needs one value.",
        Wrong = "ka.user.groups in (system:masters)",
        Right = "ka.user.groups intersects (system:masters)",
    };

    /// <summary>A changed list, which Falco does not find in a set.</summary>
    public static DiagnosticCode ChangedList { get; } = new(
        "LINT_CHANGED_LIST",
        "'in' or 'intersects' compares the values of a list that tolower(), toupper(), b64() or basename() changed")
    {
        Why = "Falco 0.44 compares such values with their final zero byte, so that the comparison is never true. k8saudit compares them as they are.",
        Remedy = "Compare the field itself, use a field that has the values in this form, or join the list and match it with 'regex' or 'icontains'.",
        Wrong = "basename(ka.pod.image.repositories) intersects (xmrig)",
        Right = "ka.pod.image.names intersects (xmrig)",
    };

    /// <summary>A JSON pointer that leads to nothing.</summary>
    public static DiagnosticCode EventMember { get; } = new("LINT_EVENT_MEMBER", "A JSON pointer names a member that audit events do not have")
    {
        Why = "The members of audit events have fixed names, in which upper and lower case make a difference. jevt.value of another name never has a value.",
        Remedy = "Write the pointer with the names of the audit API, each after a slash.",
        Wrong = "jevt.value[/user/name] = alice and jevt.value[requestObject.spec.hostPID] = true",
        Right = "jevt.value[/user/username] = alice and jevt.value[/requestObject/spec/hostPID] = true",
    };

    /// <summary>A condition that is never true.</summary>
    public static DiagnosticCode Contradiction { get; } = new("LINT_CONTRADICTION", "Parts of a condition exclude each other, so it is never true")
    {
        Why = "A field has one value, and no value satisfies all comparisons with it that are joined with 'and'.",
        Remedy = "Join alternatives with 'or' or list them after 'in', and check what the macros in the condition test.",
        Wrong = "ka.verb = create and ka.verb = delete",
        Right = "ka.verb in (create, delete)",
    };

    /// <summary>A condition that is always true.</summary>
    public static DiagnosticCode AlwaysTrue { get; } = new("LINT_ALWAYS_TRUE", "Alternatives of a condition cover every value, so it tests nothing")
    {
        Why = "A value cannot equal two different values, so 'x != a or x != b' is true for each value.",
        Remedy = "Join exclusions with 'and', or write 'not x in (a, b)'.",
        Wrong = "ka.user.name != alice or ka.user.name != bob",
        Right = "not ka.user.name in (alice, bob)",
    };

    /// <summary>A rule that an earlier one hides.</summary>
    public static DiagnosticCode Shadowed { get; } = new("LINT_SHADOWED", "An earlier rule matches every event that a rule matches")
    {
        Why = "With 'rule_matching: first' an event raises one alert, that of the first rule that matches. The later rule never raises one.",
        Remedy = "Load the more specific rule first, exclude its events from the earlier rule, or set 'rule_matching: all'.",
        Wrong = "- rule: A\n  desc: A\n  condition: ka.verb = get\n  output: A\n  priority: INFO\n  source: k8s_audit\n"
            + "- rule: B\n  desc: B\n  condition: ka.verb = get and ka.target.resource = secrets\n  output: B\n  priority: WARNING\n  source: k8s_audit",
        Right = "- rule: B\n  desc: B\n  condition: ka.verb = get and ka.target.resource = secrets\n  output: B\n  priority: WARNING\n  source: k8s_audit\n"
            + "- rule: A\n  desc: A\n  condition: ka.verb = get\n  output: A\n  priority: INFO\n  source: k8s_audit",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticCode> All { get; } =
    [
        Redefined, UnknownList, TypographicQuotes, OperatorInValue, Wildcard, EmptyValue, BlanksAroundValue, NetworkAsText, NumberAsText, UnknownVerb,
        UnknownStage, Boolean, StatusCode, ResourceName, Subresource, UnknownValue, InOnList, ChangedList, EventMember, Contradiction, AlwaysTrue,
        Shadowed,
    ];
}
