using System.Collections.Immutable;

namespace FalcoRules.Resolve;

/// <summary>Macros that rules from documentation and blogs use without defining them, because the default rules for audit events do.</summary>
internal static class DefaultMacros
{
    public static ImmutableHashSet<string> Names { get; } =
    [
        "kevt", "kevt_started", "kget", "kcreate", "kmodify", "kdelete", "pod", "pod_subresource", "deployment", "service", "configmap", "namespace",
        "serviceaccount", "clusterrole", "clusterrolebinding", "role", "rolebinding", "secret", "ingress", "node", "response_successful", "non_system_user",
        "kube_namespace", "k8s_audit_always_true", "k8s_audit_never_true",
    ];
}
