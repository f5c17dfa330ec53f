using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The sample policy reports what rules need to see, quiets what components do all the time, and never reports a secret.</summary>
public class SamplePolicyTests
{
    private const string Workload = "system:serviceaccount:shop:web";
    private const string Controller = "system:serviceaccount:kube-system:replicaset-controller";

    [Theory]
    [InlineData(Workload, "delete", "events", AuditLevel.Request)]
    [InlineData("kubernetes-admin", "deletecollection", "events.k8s.io/events", AuditLevel.Request)]
    [InlineData(Workload, "patch", "nodes/status", AuditLevel.Request)]
    [InlineData(Workload, "patch", "pods/status", AuditLevel.Request)]
    [InlineData(Workload, "patch", "services/status", AuditLevel.Request)]
    [InlineData(Workload, "update", "coordination.k8s.io/leases", AuditLevel.Request, "kube-system", "kube-scheduler")]
    [InlineData(Controller, "update", "coordination.k8s.io/leases", AuditLevel.Request, "kube-system", "kube-scheduler")]
    [InlineData(Workload, "update", "coordination.k8s.io/leases", AuditLevel.Metadata, "kube-system", "other")]
    [InlineData("system:node:n1", "create", "serviceaccounts/token", AuditLevel.Request)]
    [InlineData(Controller, "create", "pods", AuditLevel.RequestResponse)]
    [InlineData(Workload, "patch", "pods/ephemeralcontainers", AuditLevel.RequestResponse)]
    [InlineData(Workload, "patch", "apps/deployments", AuditLevel.RequestResponse)]
    [InlineData(Workload, "update", "batch/cronjobs", AuditLevel.RequestResponse)]
    [InlineData(Workload, "patch", "apps/statefulsets/scale", AuditLevel.Request)]
    [InlineData(Workload, "create", "persistentvolumes", AuditLevel.RequestResponse)]
    [InlineData(Workload, "patch", "rbac.authorization.k8s.io/clusterroles", AuditLevel.RequestResponse)]
    [InlineData("system:apiserver", "create", "rbac.authorization.k8s.io/clusterrolebindings", AuditLevel.RequestResponse)]
    [InlineData(Workload, "delete", "rbac.authorization.k8s.io/rolebindings", AuditLevel.Request)]
    [InlineData(Workload, "create", "apiextensions.k8s.io/customresourcedefinitions", AuditLevel.Request)]
    [InlineData(Workload, "patch", "admissionregistration.k8s.io/mutatingwebhookconfigurations", AuditLevel.Request)]
    [InlineData(Workload, "create", "apiregistration.k8s.io/apiservices", AuditLevel.Request)]
    [InlineData(Workload, "create", "certificates.k8s.io/certificatesigningrequests", AuditLevel.Request)]
    [InlineData(Workload, "update", "certificates.k8s.io/certificatesigningrequests/approval", AuditLevel.Request)]
    [InlineData(Workload, "create", "argoproj.io/workflows", AuditLevel.Request)]
    [InlineData(Workload, "create", "discovery.k8s.io/endpointslices", AuditLevel.Request)]
    [InlineData(Workload, "get", "pods/exec", AuditLevel.Metadata)]
    [InlineData(Workload, "create", "nodes/proxy", AuditLevel.Metadata)]
    [InlineData("system:node:n1", "get", "secrets", AuditLevel.Metadata)]
    [InlineData("system:kube-controller-manager", "list", "secrets", AuditLevel.Metadata)]
    [InlineData(Workload, "delete", "velero.io/backups", AuditLevel.Metadata)]
    public void What_an_attacker_would_do_is_reported_with_what_rules_read(
        string user,
        string verb,
        string resource,
        object level,
        string space = "shop",
        string name = "x") =>
        Assert.Equal(level, LevelOf(user, verb, resource, space, name));

    [Theory]
    [InlineData("system:node:n1", "patch", "nodes/status")]
    [InlineData("system:node:n1", "patch", "pods/status")]
    [InlineData("system:node:n1", "update", "coordination.k8s.io/leases", "kube-node-lease", "n1")]
    [InlineData("system:kube-scheduler", "update", "coordination.k8s.io/leases", "kube-system", "kube-scheduler")]
    [InlineData("system:serviceaccount:ingress-nginx:ingress-nginx", "update", "coordination.k8s.io/leases", "ingress-nginx", "leader")]
    [InlineData(Controller, "create", "events")]
    [InlineData(Controller, "update", "apps/replicasets/status")]
    [InlineData("system:kube-controller-manager", "watch", "pods")]
    [InlineData("system:node:n1", "create", "authorization.k8s.io/subjectaccessreviews")]
    [InlineData("system:serviceaccount:kube-system:endpointslice-controller", "update", "discovery.k8s.io/endpointslices")]
    public void What_components_do_all_the_time_is_not_reported(string user, string verb, string resource, string space = "shop", string name = "x") =>
        Assert.Equal(AuditLevel.None, LevelOf(user, verb, resource, space, name));

    [Theory]
    [InlineData("/healthz", AuditLevel.None)]
    [InlineData("/livez/ping", AuditLevel.None)]
    [InlineData("/api", AuditLevel.Metadata)]
    [InlineData("/healthz/../api", AuditLevel.Metadata)]
    [InlineData("/debug/pprof/heap", AuditLevel.Metadata)]
    public void Paths_other_than_probes_are_reported(string path, object level) =>
        Assert.Equal(level, SamplePolicy.Policy.Decide(new AuditRequest("system:anonymous", ["system:unauthenticated"], "get", path)).Level);

    [Fact]
    public void Requests_with_wrong_credentials_are_reported() =>
        Assert.Equal(
            AuditLevel.Metadata,
            SamplePolicy.Policy.Decide(new AuditRequest(null, [], "list", "/api/v1/secrets") { IsResource = true, Resource = "pods" }).Level);

    [Theory]
    [InlineData("secrets", AuditLevel.Metadata)]
    [InlineData("authentication.k8s.io/tokenreviews", AuditLevel.Metadata)]
    [InlineData("serviceaccounts/token", AuditLevel.Request)]
    public void Bodies_that_hold_secrets_are_not_reported_whatever_the_verb(string resource, object maxLevel)
    {
        string[] users = [Workload, Controller, "system:node:n1", "system:apiserver", "kubernetes-admin", "system:anonymous"];
        foreach (var verb in new[] { "create", "update", "patch", "delete", "deletecollection", "get", "list", "watch" })
        {
            Assert.All(users, user => Assert.True(LevelOf(user, verb, resource, "shop", "x") <= (AuditLevel)maxLevel, $"{user} {verb}"));
        }
    }

    private static AuditLevel LevelOf(string user, string verb, string resource, string space, string name)
    {
        var parts = resource.Split('/');
        var hasGroup = parts[0].Contains('.', StringComparison.Ordinal) || parts[0] is "apps" or "batch" or "policy";
        var names = hasGroup ? parts[1..] : parts;
        return SamplePolicy.Policy.Decide(new AuditRequest(user, GroupsOf(user), verb, "/")
        {
            IsResource = true,
            Group = hasGroup ? parts[0] : "",
            Resource = names[0],
            Subresource = names.Length > 1 ? names[1] : "",
            Namespace = space,
            Name = name,
        }).Level;
    }

    private static System.Collections.Immutable.ImmutableArray<string> GroupsOf(string user) => user.Split(':') switch
    {
        ["system", "node", ..] => ["system:nodes", "system:authenticated"],
        ["system", "serviceaccount", var space, ..] => ["system:serviceaccounts", $"system:serviceaccounts:{space}", "system:authenticated"],
        ["system", "anonymous"] => ["system:unauthenticated"],
        _ => ["system:authenticated"],
    };
}
