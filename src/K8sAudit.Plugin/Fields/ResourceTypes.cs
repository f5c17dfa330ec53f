using static K8sAudit.Plugin.Fields.ObjectFamily;

namespace K8sAudit.Plugin.Fields;

/// <summary>The table of resources whose objects have fields.</summary>
internal static class ResourceTypes
{
    private const string Core = "";
    private const string Apps = "apps";
    private const string Batch = "batch";
    private const string Extensions = "extensions";
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string OpenShiftRbac = "authorization.openshift.io";
    private const string Admission = "admissionregistration.k8s.io";
    private const string PodTemplate = "spec/template";

    private static readonly ResourceType[] _all =
    [
        new(Pod, "pods", "Pod", Core) { PodTemplate = "", Subresources = ["ephemeralcontainers", "resize"] },
        new(Pod, "deployments", "Deployment", Apps, Extensions) { PodTemplate = PodTemplate },
        new(Pod, "replicasets", "ReplicaSet", Apps, Extensions) { PodTemplate = PodTemplate },
        new(Pod, "daemonsets", "DaemonSet", Apps, Extensions) { PodTemplate = PodTemplate },
        new(Pod, "statefulsets", "StatefulSet", Apps) { PodTemplate = PodTemplate },
        new(Pod, "jobs", "Job", Batch, Extensions) { PodTemplate = PodTemplate },
        new(Pod, "cronjobs", "CronJob", Batch) { PodTemplate = "spec/jobTemplate/spec/template" },
        new(Pod, "replicationcontrollers", "ReplicationController", Core) { PodTemplate = PodTemplate },
        new(Pod, "podtemplates", "PodTemplate", Core) { PodTemplate = "template" },
        new(PersistentVolume, "persistentvolumes", "PersistentVolume", Core),
        new(Binding, "rolebindings", "RoleBinding", Rbac, OpenShiftRbac),
        new(Binding, "clusterrolebindings", "ClusterRoleBinding", Rbac, OpenShiftRbac),
        new(Role, "roles", "Role", Rbac, OpenShiftRbac),
        new(Role, "clusterroles", "ClusterRole", Rbac, OpenShiftRbac),
        new(SigningRequest, "certificatesigningrequests", "CertificateSigningRequest", "certificates.k8s.io") { Subresources = ["approval", "status"] },
        new(ServiceAccount, "serviceaccounts", "ServiceAccount", Core) { Subresources = ["token"] },
        new(Secret, "secrets", "Secret", Core),
        new(Webhook, "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", Admission),
        new(Webhook, "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", Admission),
        new(Service, "services", "Service", Core) { Subresources = ["status"] },
        new(Ingress, "ingresses", "Ingress", "networking.k8s.io", Extensions),
        new(Namespace, "namespaces", "Namespace", Core),
        new(ApiService, "apiservices", "APIService", "apiregistration.k8s.io"),
        new(CustomResourceDefinition, "customresourcedefinitions", "CustomResourceDefinition", "apiextensions.k8s.io"),
        new(PriorityClass, "priorityclasses", "PriorityClass", "scheduling.k8s.io"),
        new(ConfigMap, "configmaps", "ConfigMap", Core),
    ];

    /// <summary>The row of the subresource scale, which any resource can have.</summary>
    public static readonly ResourceType Scale = new(ObjectFamily.Scale, "", "Scale") { Subresources = ["scale"] };

    private static readonly ResourceType _custom = new(Custom, "", "");
    private static readonly ResourceType _other = new(None, "", "");

    /// <summary>The row of a resource; that of custom resources, or of other ones, if the table has none.</summary>
    public static ResourceType Of(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> group)
    {
        foreach (var row in _all)
        {
            if (row.IsResource(resource, group))
            {
                return row;
            }
        }

        return IsBuiltIn(group) ? _other : _custom;
    }

    private static bool IsBuiltIn(ReadOnlySpan<byte> group) =>
        group.IsEmpty || group.EndsWith(".k8s.io"u8) || group.SequenceEqual("apps"u8) || group.SequenceEqual("batch"u8)
        || group.SequenceEqual("extensions"u8) || group.SequenceEqual("autoscaling"u8) || group.SequenceEqual("policy"u8);
}
