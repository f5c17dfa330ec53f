using FalcoPlugin.Abi;
using FalcoRules;
using FalcoRules.Explanations;
using FalcoRules.Fields;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;

namespace K8sAudit.Runner.Tests.AuditPolicies;

public sealed class PolicyCoverageTests
{
    private const string Privileged =
        "ka.stage = ResponseComplete and ka.verb = create and ka.target.resource = pods and not ka.target.subresource exists"
        + " and ka.req.pod.containers.privileged intersects (true)";

    private static readonly string[] _fields =
    [
        "ka.stage", "ka.verb", "ka.target.resource", "ka.target.subresource", "ka.target.namespace", "ka.user.name", "ka.uri",
        "ka.req.pod.containers.privileged", "ka.resp.name",
    ];

    [Theory]
    [InlineData("{level: Request}", Privileged)]
    [InlineData("{level: Request, resources: [{group: '', resources: [pods]}]}", Privileged)]
    [InlineData("{level: None, users: [jane]}, {level: Request}", Privileged)]
    [InlineData("{level: Metadata, resources: [{group: apps}]}, {level: Request}", Privileged)]
    [InlineData("{level: Metadata}", "ka.verb = get and ka.target.resource = secrets")]
    [InlineData("{level: Metadata}", "ka.verb = get and not ka.req.pod.containers.privileged intersects (true)")]
    [InlineData("{level: Metadata, nonResourceURLs: ['/metrics']}", "ka.uri = /metrics")]
    [InlineData("{level: Metadata, users: [eve]}", "ka.user.name = eve and ka.verb in (get, list)")]
    [InlineData("{level: Metadata, namespaces: [shop]}", "ka.target.namespace != kube-system")]
    public void A_rule_can_fire_if_a_request_is_reported_that_it_is_about(string policy, string condition) => Assert.Null(Gap(policy, condition));

    [Theory]
    [InlineData(
        "{level: Metadata}", Privileged, "rule 1 of the policy reports create pods at level Metadata, and the rule needs Request",
        "add before rule 1: - {level: Request, verbs: [create], resources: [{group: \"\", resources: [pods]}]}")]
    [InlineData(
        "{level: None, verbs: [create]}, {level: Request}", Privileged, "rule 1 of the policy reports create pods at level None",
        "add before rule 1: - {level: Request")]
    [InlineData(
        "{level: Request, resources: [{group: apps}]}", Privileged, "no rule of the policy matches create pods, and the rule needs level Request",
        "add to the rules of the policy: - {level: Request")]
    [InlineData("{level: Request, omitStages: [ResponseComplete]}", Privileged, "the policy omits the stage ResponseComplete", "remove ResponseComplete")]
    [InlineData(
        "{level: Request}", "ka.verb = create and ka.resp.name exists", "and the rule needs RequestResponse", "{level: RequestResponse, verbs: [create]}")]
    [InlineData(
        "{level: Metadata, resources: [{group: '', resources: [pods]}]}",
        "ka.verb = create and ka.target.resource = pods and ka.target.subresource in (exec, attach)",
        "no rule of the policy matches create pods/",
        "resources: [{group: \"\", resources: [pods/attach, pods/exec]}]")]
    [InlineData("{level: Metadata, users: [eve]}", "ka.user.name = bob", "no rule of the policy matches", "- {level: Metadata}")]
    public void A_rule_that_cannot_fire_has_a_reason_and_a_line_that_lets_it(string policy, string condition, string reason, string remedy)
    {
        var gap = Gap(policy, condition);

        Assert.Contains(reason, gap?.Reason, StringComparison.Ordinal);
        Assert.Contains(remedy, gap?.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Privileged)]
    [InlineData("ka.verb = create and ka.target.resource = pods and ka.target.subresource in (exec, attach)")]
    [InlineData("ka.verb = create and ka.resp.name exists")]
    public void With_the_line_of_the_remedy_the_rule_can_fire(string condition)
    {
        var line = Gap("{level: None}", condition)!.Remedy.Split(": - ", 2)[1];

        Assert.Null(Gap($"{line}, {{level: None}}", condition));
    }

    private static PolicyGap? Gap(string policy, string condition) => new PolicyCoverage(AssertPolicy.With(policy)).Find(Condition(condition));

    private static ConditionPart Condition(string text)
    {
        var source = new EventSource(
            "k8s_audit",
            _fields.Select(name => new FieldDefinition(name, FieldType.String, "", "k8saudit") { IsList = name == "ka.req.pod.containers.privileged" }));
        var rule = $"- {{rule: R, desc: d, source: k8s_audit, condition: \"{text}\", output: o, priority: INFO}}";
        var environment = new RulesEnvironment { Sources = [source] };
        return RulesLoader.Explain([new SourceText("rules.yaml", rule)], environment, [], withListItems: false).Single().Rules.Single().Condition;
    }
}
