namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Labels and annotations that fields or the default rules look for by name. In a truncated event each has a share of its own, so that other labels and
/// annotations, whose number the client chooses, do not displace it.
/// </summary>
internal static class KeptMetadata
{
    /// <summary>The names of annotations.</summary>
    public static IReadOnlyList<string> Annotations { get; } =
    [
        "kubernetes.io/config.mirror", "kubernetes.io/service-account.name", "linkerd.io/inject", "seccomp.security.alpha.kubernetes.io/pod",
        "eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account", "azure.workload.identity/client-id",
        .. Ingress("auth-method", "auth-signin", "auth-tls-error-page", "auth-tls-match-cn", "auth-tls-secret", "auth-url", "mirror-host", "mirror-target"),
        .. Ingress("permanent-redirect", "proxy-redirect-to", "rewrite-target", "server-alias", "upstream-vhost", "x-forwarded-prefix"),
        .. Ingress("configuration-snippet", "server-snippet", "auth-snippet", "stream-snippet", "modsecurity-snippet"),
    ];

    /// <summary>The names of labels.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [
        "pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/enforce-version",
        "pod-security.kubernetes.io/audit", "pod-security.kubernetes.io/warn",
        "rbac.authorization.k8s.io/aggregate-to-admin", "rbac.authorization.k8s.io/aggregate-to-edit", "rbac.authorization.k8s.io/aggregate-to-view",
        "rbac.authorization.k8s.io/aggregate-to-cluster-admin", "rbac.authorization.k8s.io/aggregate-to-cluster-reader",
        "node-role.kubernetes.io/control-plane", "admission.gatekeeper.sh/ignore", "istio-injection", "kyverno.io/ignore", "policy.linkerd.io/ignore",
        "openpolicyagent.org/webhook", "cert-manager.io/disable-validation",
    ];

    private static IEnumerable<string> Ingress(params string[] names) => names.Select(name => "nginx.ingress.kubernetes.io/" + name);
}
