using K8sAudit.Runner.AuditPolicies;

namespace K8sAudit.Runner.Tests.AuditPolicies;

/// <summary>What the API server does: k8s.io/apiserver, pkg/audit/policy/checker.go and checker_test.go.</summary>
public class AuditPolicyRuleTests
{
    private const string Pods = """{"verb":"get","user":{"username":"alice","groups":["a","dev"]},"requestURI":"/api/v1/namespaces/shop/pods/web","objectRef":{"resource":"pods","namespace":"shop","name":"web"}}""";
    private const string Scale = """{"verb":"update","user":{"username":"alice"},"objectRef":{"resource":"deployments","subresource":"scale","apiGroup":"apps","namespace":"shop","name":"web"}}""";
    private const string Node = """{"verb":"get","user":{"username":"alice"},"objectRef":{"resource":"nodes","name":"n1"}}""";
    private const string Logs = """{"verb":"get","user":{"username":"alice"},"requestURI":"/logs/kube%2Dapi?limit=1"}""";
    private const string Unauthenticated = """{"verb":"get","user":{},"requestURI":"/api"}""";

    [Theory]
    [InlineData("users: [bob, alice]", true)]
    [InlineData("users: [bob]", false)]
    [InlineData("users: []", true)]
    [InlineData("userGroups: [dev]", true)]
    [InlineData("userGroups: [ops]", false)]
    [InlineData("users: [alice], userGroups: [ops]", false)]
    [InlineData("verbs: [get, list]", true)]
    [InlineData("verbs: [GET]", false)]
    [InlineData("verbs: ['*']", false)]
    [InlineData("namespaces: [shop]", true)]
    [InlineData("namespaces: ['']", false)]
    [InlineData("resources: [{group: ''}]", true)]
    [InlineData("resources: [{}]", true)]
    [InlineData("resources: [{group: apps}]", false)]
    [InlineData("resources: [{resources: [pods]}]", true)]
    [InlineData("resources: [{resources: [pods/log]}]", false)]
    [InlineData("resources: [{resources: ['pods/*']}]", true)]
    [InlineData("resources: [{resources: ['*/log']}]", false)]
    [InlineData("resources: [{resources: ['*']}]", true)]
    [InlineData("resources: [{resources: [pods], resourceNames: [web]}]", true)]
    [InlineData("resources: [{resources: [pods], resourceNames: [db]}]", false)]
    [InlineData("resources: [{resources: [services]}, {resources: [pods]}], namespaces: [shop]", true)]
    [InlineData("nonResourceURLs: ['*']", false)]
    public void A_rule_matches_a_request_for_an_object(string rule, bool expected) => AssertPolicy.Matches(rule, expected, Pods);

    [Theory]
    [InlineData("resources: [{group: apps, resources: [deployments]}]", false)]
    [InlineData("resources: [{group: apps, resources: [deployments/scale]}]", true)]
    [InlineData("resources: [{group: apps, resources: ['deployments/*']}]", true)]
    [InlineData("resources: [{group: apps, resources: ['*/scale']}]", true)]
    [InlineData("resources: [{group: apps, resources: ['*/status']}]", false)]
    [InlineData("resources: [{group: apps}]", true)]
    [InlineData("resources: [{group: apps, resources: ['*']}]", true)]
    [InlineData("resources: [{group: '', resources: ['*']}]", false)]
    public void A_rule_matches_a_request_for_a_subresource(string rule, bool expected) => AssertPolicy.Matches(rule, expected, Scale);

    [Theory]
    [InlineData("namespaces: ['']", true)]
    [InlineData("namespaces: [shop]", false)]
    public void The_empty_namespace_stands_for_objects_without_one(string rule, bool expected) => AssertPolicy.Matches(rule, expected, Node);

    [Theory]
    [InlineData("nonResourceURLs: ['*']", true)]
    [InlineData("nonResourceURLs: ['/logs*']", true)]
    [InlineData("nonResourceURLs: ['/logs/kube-api']", true)]
    [InlineData("nonResourceURLs: ['/logs']", false)]
    [InlineData("resources: [{group: ''}]", false)]
    [InlineData("namespaces: ['']", false)]
    [InlineData("verbs: [get]", true)]
    public void A_rule_matches_a_path(string rule, bool expected) => AssertPolicy.Matches(rule, expected, Logs);

    [Theory]
    [InlineData("users: ['']", false)]
    [InlineData("userGroups: [system:unauthenticated]", false)]
    [InlineData("nonResourceURLs: ['/api']", true)]
    public void A_request_whose_credentials_are_wrong_has_no_user(string rule, bool expected) => AssertPolicy.Matches(rule, expected, Unauthenticated);

    [Fact]
    public void An_object_that_is_created_has_no_name_yet() =>
        AssertPolicy.Matches(
            "resources: [{resources: [pods], resourceNames: [web]}]",
            false,
            """{"verb":"create","user":{"username":"alice"},"objectRef":{"resource":"pods","name":"web"}}""");

    [Fact]
    public void The_first_rule_that_matches_decides()
    {
        var policy = AssertPolicy.With(
            "{level: None, users: [bob]}, {level: Request, verbs: [get], omitStages: [Panic]}, {level: RequestResponse}",
            "omitStages: [RequestReceived], ");
        var decision = policy.Decide(new AuditRequest("alice", [], "get", "/"));
        Assert.Equal((1, AuditLevel.Request), (decision.Rule, decision.Level));
        Assert.Equal(["RequestReceived", "Panic"], decision.OmittedStages);
    }

    [Fact]
    public void Without_a_rule_that_matches_nothing_is_reported() =>
        Assert.Equal(AuditLevel.None, AssertPolicy.With("{level: Request, users: [bob]}").Decide(new AuditRequest("alice", [], "get", "/")).Level);
}
