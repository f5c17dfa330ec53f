using K8sAudit.Runner.AuditPolicies;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.AuditPolicies;

public class AuditPolicyReaderTests
{
    [Theory]
    [InlineData("{apiVersion: v1, kind: List, rules: [{level: None}]}", "policy.yaml:1:14: apiVersion is 'v1': expected audit.k8s.io/v1\npolicy.yaml:1:24: kind is 'List': expected Policy")]
    [InlineData("{apiVersion: audit.k8s.io/v1, kind: Policy}", "policy.yaml: the policy has no rules: an API server does not start with it; add at least one")]
    [InlineData("- a", "policy.yaml: expected a mapping, found a sequence")]
    public void A_policy_needs_its_kind_and_a_rule(string yaml, string message) => Assert.StartsWith(message, Error(yaml), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "level is '': expected None or Metadata or Request or RequestResponse")]
    [InlineData("{level: Body}", "level is 'Body': expected None or Metadata or Request or RequestResponse")]
    [InlineData("{level: None, user: [a]}", "unknown key 'user', which the API server ignores: expected level, users, userGroups, ")]
    [InlineData("{level: None, users: a}", "expected a list of users, found 'a'")]
    [InlineData("{level: None, omitStages: [Started]}", "omitStages is 'Started': expected RequestReceived or ResponseStarted or ResponseComplete or Panic")]
    [InlineData("{level: None, nonResourceURLs: [logs]}", "invalid nonResourceURL 'logs'")]
    [InlineData("{level: None, nonResourceURLs: ['/a*b']}", "invalid nonResourceURL '/a*b'")]
    [InlineData("{level: None, nonResourceURLs: [/a], namespaces: [b]}", "the rule has nonResourceURLs and resources or namespaces")]
    [InlineData("{level: None, resources: [{group: apps/v1}]}", "the group 'apps/v1' has a version")]
    [InlineData("{level: None, resources: [{group: '*'}]}", "invalid group '*', with which an API server does not start")]
    [InlineData("{level: None, resources: [{group: Apps}]}", "invalid group 'Apps'")]
    [InlineData("{level: None, resources: [{resourceNames: [a]}]}", "resourceNames without resources")]
    [InlineData("{level: None, omitManagedFields: maybe}", "omitManagedFields is 'maybe': expected true or false")]
    public void A_rule_that_the_API_server_would_refuse_or_ignore_is_an_error(string rule, string message) =>
        Assert.Contains(message, Error($"{{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{rule}]}}"), StringComparison.Ordinal);

    private static string Error(string yaml) => Assert.Throws<UserError>(() => AuditPolicyReader.Read(AssertPolicy.Text(yaml))).Message;
}
