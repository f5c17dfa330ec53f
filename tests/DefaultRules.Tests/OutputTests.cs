using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests;

/// <summary>An output names the fact first, and then answers who, what, where, with what result and how to find the event.</summary>
public sealed partial class OutputTests
{
    private static readonly string[] _requiredFields =
    [
        "ka.user.name", "ka.impuser.name", "ka.target.namespace", "ka.target.resource",
        "ka.verb", "ka.response.code", "ka.sourceips", "ka.useragent", "ka.auditid",
    ];

    private static readonly string[] _objectNames = ["ka.target.name", "ka.target.pod.name"];

    // Rules about cluster-scoped objects, which have no namespace.
    private static readonly string[] _withoutNamespace =
    [
        "Create Disallowed Namespace", "K8s Namespace Created", "K8s Namespace Deleted", "Attach to cluster-admin Role",
        "K8s ClusterRole Created", "K8s ClusterRole Deleted", "K8s ClusterRoleBinding Created", "K8s ClusterRoleBinding Deleted",
        "Untrusted Node Successfully Joined the Cluster", "Untrusted Node Unsuccessfully Tried to Join the Cluster",
    ];

    // Rules for which the identity of the user is the point, or decides what to do next.
    private static readonly string[] _withGroups =
    [
        "Disallowed K8s User", "Attach/Exec Pod", "port-forward", "EphemeralContainers Created",
        "System ClusterRole Modified/Deleted", "Attach to cluster-admin Role",
        "ClusterRole With Wildcard Created", "ClusterRole With Write Privileges Created", "ClusterRole With Pod Exec Created", "K8s Truncated Audit Event",
        "K8s Secret Get Successfully", "K8s Secret Get Unsuccessfully Tried", "Untrusted Node Successfully Joined the Cluster",
        "Untrusted Node Unsuccessfully Tried to Join the Cluster", "Full K8s Administrative Access", "All K8s Audit Events",
    ];

    // Their values are JSON objects; each has a field beside it that gives them as text.
    private static readonly string[] _jsonFields = ["ka.req.binding.subjects", "ka.req.role.rules", "ka.req.service.ports"];

    private static readonly string[] _namesOfObjects =
    [
        "name", "pod", "service", "configmap", "namespace", "serviceaccount", "role", "binding", "deployment", "secret", "ingress", "node",
    ];

    public static IEnumerable<TheoryDataRow<string>> Rules => RulesFile.AllRules.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_output_says_who_did_what_where_and_with_what_result(string rule)
    {
        var fields = FieldsOf(rule).Select(field => field.Name).ToArray();
        var withoutNamespace = _withoutNamespace.Contains(rule) || (RulesFile.Detections.Rules.ContainsKey(rule) && !HasNamespace(rule));
        var required = _requiredFields.Except(withoutNamespace ? ["ka.target.namespace"] : Array.Empty<string>());
        Assert.Empty(required.Except(fields));
        Assert.NotEmpty(_objectNames.Intersect(fields));
        Assert.Equal(!withoutNamespace, fields.Contains("ka.target.namespace"));
        Assert.Equal(_withGroups.Contains(rule) || RulesFile.Detections.Rules.ContainsKey(rule), fields.Contains("ka.user.groups"));
        Assert.Empty(_jsonFields.Intersect(fields));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_output_begins_with_the_fact_and_the_user(string rule) =>
        Assert.Matches(@"^[A-Z][\w -]+(, [\w -]+)? \(user=%ka\.user\.name impersonated=%ka\.impuser\.name .*\)$", OutputOf(rule));

    [Fact]
    public void A_key_is_the_same_field_in_all_outputs_and_a_field_has_one_key()
    {
        var pairs = RulesFile.AllRules.Keys.SelectMany(FieldsOf).Distinct().Where(pair => !_objectNames.Contains(pair.Name)).ToArray();
        Assert.Equal(pairs.Length, pairs.Select(pair => pair.Key).Distinct().Count());
        Assert.Equal(pairs.Length, pairs.Select(pair => pair.Name).Distinct().Count());
        Assert.Empty(pairs.Select(pair => pair.Key).Intersect(_namesOfObjects));
        Assert.All(
            RulesFile.AllRules.Keys.SelectMany(FieldsOf).Where(pair => _objectNames.Contains(pair.Name)),
            pair => Assert.Contains(pair.Key, _namesOfObjects));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_case_states_the_output_of_each_rule(string rule)
    {
        var cases = RuleCase.All.Where(ruleCase => ruleCase.Rule == rule && ruleCase.Output.Length > 0).ToArray();
        Assert.NotEmpty(cases);
        // A request that is not authenticated has no user.
        var keys = rule == "Unauthenticated Request From Outside" ? "verb|resp|sourceips|useragent|auditid" : "user|verb|resp|sourceips|useragent|auditid";
        Assert.All(cases, ruleCase => Assert.DoesNotMatch($@"({keys})=(<NA>|\(<NA>\))", ruleCase.Output));
    }

    // A detection of namespaced objects can be excepted by namespace.
    private static bool HasNamespace(string rule) => ((YamlSequenceNode)RulesFile.AllRules[rule]["exceptions"]).Children.Count == 2;

    private static string OutputOf(string rule) => RulesFile.Text(RulesFile.AllRules[rule], "output");

    private static IEnumerable<(string Key, string Name)> FieldsOf(string rule) =>
        OutputField().Matches(OutputOf(rule)).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"[( ](\w+)=%([\w.]+(?:\[[^\]]*\])?)(?=[ )])")]
    private static partial Regex OutputField();
}
