using System.Collections.Immutable;

namespace FalcoRules.Lints;

/// <summary>The resources that Kubernetes has itself, with their kinds and the short names of kubectl (<c>kubectl api-resources</c>).</summary>
internal static class KubernetesResources
{
    private static readonly ImmutableArray<(string Resource, string Kind, string ShortName)> _all =
    [
        ("pods", "Pod", "po"), ("services", "Service", "svc"), ("secrets", "Secret", ""), ("configmaps", "ConfigMap", "cm"), ("namespaces", "Namespace", "ns"),
        ("nodes", "Node", "no"), ("serviceaccounts", "ServiceAccount", "sa"), ("endpoints", "Endpoints", "ep"), ("events", "Event", "ev"),
        ("persistentvolumes", "PersistentVolume", "pv"), ("persistentvolumeclaims", "PersistentVolumeClaim", "pvc"), ("limitranges", "LimitRange", "limits"),
        ("resourcequotas", "ResourceQuota", "quota"), ("replicationcontrollers", "ReplicationController", "rc"), ("podtemplates", "PodTemplate", ""),
        ("bindings", "Binding", ""), ("componentstatuses", "ComponentStatus", "cs"), ("deployments", "Deployment", "deploy"),
        ("daemonsets", "DaemonSet", "ds"), ("statefulsets", "StatefulSet", "sts"), ("replicasets", "ReplicaSet", "rs"),
        ("controllerrevisions", "ControllerRevision", ""), ("jobs", "Job", ""), ("cronjobs", "CronJob", "cj"),
        ("horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa"), ("poddisruptionbudgets", "PodDisruptionBudget", "pdb"),
        ("ingresses", "Ingress", "ing"), ("ingressclasses", "IngressClass", ""), ("networkpolicies", "NetworkPolicy", "netpol"),
        ("endpointslices", "EndpointSlice", ""), ("roles", "Role", ""), ("rolebindings", "RoleBinding", ""), ("clusterroles", "ClusterRole", ""),
        ("clusterrolebindings", "ClusterRoleBinding", ""), ("storageclasses", "StorageClass", "sc"), ("volumeattachments", "VolumeAttachment", ""),
        ("csidrivers", "CSIDriver", ""), ("csinodes", "CSINode", ""), ("leases", "Lease", ""), ("priorityclasses", "PriorityClass", "pc"),
        ("runtimeclasses", "RuntimeClass", ""), ("customresourcedefinitions", "CustomResourceDefinition", "crd"), ("apiservices", "APIService", ""),
        ("certificatesigningrequests", "CertificateSigningRequest", "csr"), ("tokenreviews", "TokenReview", ""),
        ("subjectaccessreviews", "SubjectAccessReview", ""), ("selfsubjectaccessreviews", "SelfSubjectAccessReview", ""),
        ("selfsubjectrulesreviews", "SelfSubjectRulesReview", ""), ("localsubjectaccessreviews", "LocalSubjectAccessReview", ""),
        ("validatingwebhookconfigurations", "ValidatingWebhookConfiguration", ""), ("mutatingwebhookconfigurations", "MutatingWebhookConfiguration", ""),
        ("validatingadmissionpolicies", "ValidatingAdmissionPolicy", ""), ("podsecuritypolicies", "PodSecurityPolicy", "psp"),
    ];

    private static readonly Dictionary<string, string> _byOtherName = _all
        .SelectMany(row => new[] { (Name: row.Kind.ToLowerInvariant(), row.Resource), (Name: row.ShortName, row.Resource) })
        .Where(pair => pair.Name.Length > 0 && _all.All(row => row.Resource != pair.Name))
        .ToDictionary(pair => pair.Name, pair => pair.Resource);

    /// <summary>What to write instead of a word; null for a word that may be a resource.</summary>
    public static string? Correct(string word)
    {
        var lower = word.ToLowerInvariant();
        return _byOtherName.GetValueOrDefault(lower) ?? (lower == word ? null : lower);
    }
}
