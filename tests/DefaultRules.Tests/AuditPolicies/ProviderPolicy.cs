using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>A model of what a provider of Kubernetes reports, whose audit policy users cannot choose or choose from profiles.</summary>
/// <param name="Name">The provider, and what is configured.</param>
/// <param name="Policy">What it reports.</param>
internal sealed record ProviderPolicy(string Name, AuditPolicy Policy)
{
    private static readonly string[] _reads = ["get", "list", "watch"];
    private static readonly string[] _writes = ["create", "update", "patch", "delete", "deletecollection"];

    // The policy of the kube-up scripts of Kubernetes, and before it one rule of AWS.
    private static readonly AuditPolicy _eks = Read("eks-policy.yaml");
    private static readonly AuditPolicy _kubeUp = _eks with { Rules = [.. _eks.Rules.Skip(1)] };
    private static readonly AuditPolicy _openShift = Read("openshift-policy.yaml");

    public static IReadOnlyList<ProviderPolicy> All { get; } =
    [
        new("Amazon EKS", _eks),
        new("Google GKE with logs of data access", _kubeUp),
        new("Google GKE", Without(_kubeUp, _reads)),
        new("Azure AKS, category kube-audit", _kubeUp),
        new("Azure AKS, category kube-audit-admin", Without(_kubeUp, "get", "list")),
        new("OpenShift, profile WriteRequestBodies", WithBodies(_openShift, _writes)),
        new("OpenShift, profile Default", _openShift),
    ];

    private static AuditPolicy Read(string file)
    {
        var path = RepositoryFiles.PathOf($"tests/DefaultRules.Tests/AuditPolicies/{file}");
        return AuditPolicyReader.Read(new SourceText(path, File.ReadAllText(path)));
    }

    private static AuditPolicy Without(AuditPolicy policy, params string[] verbs) =>
        policy with { Rules = policy.Rules.Insert(0, new AuditPolicyRule(AuditLevel.None) { Verbs = [.. verbs] }) };

    // The last rule reports the rest as metadata; bodies with secrets stay out.
    private static AuditPolicy WithBodies(AuditPolicy policy, string[] verbs) => policy with
    {
        Rules = policy.Rules.Insert(policy.Rules.Length - 1, new AuditPolicyRule(AuditLevel.RequestResponse) { Verbs = [.. verbs] }),
    };
}
