namespace K8sAudit.Runner.AuditPolicies;

/// <summary>The API groups of the resources of Kubernetes, which conditions name without their groups.</summary>
internal static class ResourceGroups
{
    private static readonly Dictionary<string, string> _groups = new (string Group, string Resources)[]
    {
        ("", "pods services secrets configmaps namespaces nodes events serviceaccounts persistentvolumes persistentvolumeclaims endpoints"),
        ("", "limitranges resourcequotas replicationcontrollers podtemplates bindings"),
        ("apps", "deployments daemonsets replicasets statefulsets controllerrevisions"),
        ("batch", "jobs cronjobs"),
        ("autoscaling", "horizontalpodautoscalers"),
        ("rbac.authorization.k8s.io", "roles rolebindings clusterroles clusterrolebindings"),
        ("networking.k8s.io", "networkpolicies ingresses ingressclasses"),
        ("discovery.k8s.io", "endpointslices"),
        ("policy", "poddisruptionbudgets podsecuritypolicies"),
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations validatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingadmissionpolicies validatingadmissionpolicybindings"),
        ("admissionregistration.k8s.io", "mutatingadmissionpolicies mutatingadmissionpolicybindings"),
        ("apiextensions.k8s.io", "customresourcedefinitions"),
        ("apiregistration.k8s.io", "apiservices"),
        ("certificates.k8s.io", "certificatesigningrequests"),
        ("storage.k8s.io", "storageclasses volumeattachments csidrivers csinodes"),
        ("coordination.k8s.io", "leases"),
        ("authentication.k8s.io", "tokenreviews selfsubjectreviews"),
        ("authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews"),
        ("scheduling.k8s.io", "priorityclasses"),
    }.SelectMany(row => row.Resources.Split(' ').Select(resource => (resource, row.Group))).ToDictionary();

    /// <summary>The group of a resource; null for one that is not known.</summary>
    public static string? Find(string resource) => _groups.GetValueOrDefault(resource);
}
