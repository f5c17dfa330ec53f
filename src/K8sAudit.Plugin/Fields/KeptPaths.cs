using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The paths that truncation keeps: those that sources look for, and in the objects of a request and its response those of the changed object. A field that
/// reads a path which is not here has no value in a truncated event; a test compares them.
/// </summary>
internal static class KeptPaths
{
    // Where objects have a specification of a pod, and its metadata beside it. The last one is that of Argo Workflows.
    private static readonly string[] _podTemplates = ["", "spec/template", "spec/jobTemplate/spec/template", "template"];
    private static readonly string[] _podSpecs = [.. _podTemplates.Select(template => template + "/spec"), "spec/templates/*"];

    private static readonly string[] _containers =
    [
        "containers/*", "initContainers/*", "ephemeralContainers/*", "steps/*", "sidecars/*", "container", "script", "stepTemplate",
    ];

    private static readonly string[] _ofContainer =
    [
        "name", "image", "command/*", "args/*", "script", "source",
        "lifecycle/postStart/exec/command/*", "lifecycle/preStop/exec/command/*",
        "livenessProbe/exec/command/*", "readinessProbe/exec/command/*", "startupProbe/exec/command/*",
        "ports/*/hostPort", "env/*/value", "env/*/valueFrom/secretKeyRef/name", "envFrom/*/secretRef/name",
        "volumeMounts/*/subPath", "volumeMounts/*/subPathExpr",
        "securityContext/privileged", "securityContext/allowPrivilegeEscalation", "securityContext/capabilities/add/*", "securityContext/procMount",
        .. OfSecurityContext(),
    ];

    private static readonly string[] _ofPodSpec =
    [
        "serviceAccountName", "automountServiceAccountToken", "nodeName", "nodeSelector", "hostNetwork", "hostPID", "hostIPC", "hostUsers", "shareProcessNamespace",
        "priorityClassName", "runtimeClassName", "tolerations/*/key", "tolerations/*/operator", "resourceClaims/*/name", "securityContext/sysctls/*/name",
        "volumes/*/hostPath/path", "volumes/*/csi/driver", "volumes/*/secret/secretName", "volumes/*/nfs/server", "volumes/*/iscsi/targetPortal",
        "volumes/*/configMap/name", "volumes/*/persistentVolumeClaim/claimName", "volumes/*/gitRepo/repository", "volumes/*/flexVolume/driver",
        "volumes/*/projected/sources/*/secret/name", "volumes/*/projected/sources/*/serviceAccountToken/audience",
        "volumes/*/projected/sources/*/serviceAccountToken/expirationSeconds",
        .. OfSecurityContext(),
        .. _containers.SelectMany(list => _ofContainer.Select(path => $"{list}/{path}")),
    ];

    private static readonly string[] _ofObject =
    [
        "kind", "apiVersion", "metadata/name", "metadata/generateName", "metadata/ownerReferences/*/kind",
        "roleRef/name", "roleRef/kind", "subjects/*/kind", "subjects/*/namespace", "subjects/*/name",
        "rules/*/verbs/*", "rules/*/resources/*", "rules/*/nonResourceURLs/*", "rules/*/apiGroups/*", "rules/*/resourceNames/*",
        "spec/signerName", "spec/usages/*", "spec/request", "status/conditions/*/type", "spec/audiences/*", "spec/expirationSeconds",
        "type", "data", "stringData", "binaryData", "value", "globalDefault", "spec/replicas", "spec/parallelism", "spec/audit",
        "webhooks/*/clientConfig/url", "webhooks/*/clientConfig/service/namespace", "webhooks/*/clientConfig/service/name", "webhooks/*/failurePolicy",
        "webhooks/*/rules/*/resources/*", "webhooks/*/rules/*/operations/*",
        "webhooks/*/namespaceSelector", "webhooks/*/objectSelector",
        "spec/type", "spec/externalIPs/*", "spec/externalName", "spec/loadBalancerIP", "status/loadBalancer/ingress/*/ip", "status/loadBalancer/ingress/*/hostname",
        "spec/rules/*/host", "spec/rules/*/http/paths/*/path", "spec/tls/*/hosts/*", "spec/service/namespace", "spec/service/name",
        "spec/conversion/webhook/clientConfig/url", "spec/conversion/webhook/clientConfig/service/namespace", "spec/conversion/webhook/clientConfig/service/name",
        "spec/hostPath/path", "spec/local/path", "spec/nfs/server", "spec/csi/driver",
        "metadata/finalizers", "aggregationRule/clusterRoleSelectors/*", "spec/taints/*", "spec/ingress/*", "spec/egress/*", "spec/conversion/strategy",
        "spec/devices/requests/*/adminAccess", "spec/devices/requests/*/exactly/adminAccess",
        "spec/spec/devices/requests/*/adminAccess", "spec/spec/devices/requests/*/exactly/adminAccess",
        .. _podTemplates.SelectMany(template => KeptMetadata.Labels.Select(name => $"{template}/metadata/labels/{Escaped(name)}")),
        .. _podTemplates.SelectMany(template => KeptMetadata.Annotations.Select(name => $"{template}/metadata/annotations/{Escaped(name)}")),
        .. _podSpecs.SelectMany(spec => _ofPodSpec.Select(path => $"{spec}/{path}")),
    ];

    // Labels and annotations without a path of their own.
    private static readonly string[] _wholeOfObject =
        [.. _podTemplates.SelectMany(template => new[] { template + "/metadata/labels", template + "/metadata/annotations" })];

    private static readonly string[] _ofEvent =
    [
        "user/uid", "user/extra", "impersonatedUser/uid", "impersonatedUser/extra", "impersonatedUser/groups/*", "objectRef/apiVersion", "objectRef/uid", "responseStatus/message",
    ];

    // The operations of a JSON patch. Its values are parts of the object, from any depth on.
    private static readonly string[] _ofPatch =
        ["*/op", "*/path", "*/from", .. _ofObject.SelectMany(Endings).Where(ending => ending != "*").Distinct().Select(ending => "*/value/" + ending)];

    /// <summary>The paths below the object of a request or its response; <c>*</c> stands for the elements of an array, and <c>~1</c> for a slash.</summary>
    public static IReadOnlyList<string> OfObject => _ofObject;

    /// <summary>The paths that truncation keeps: those that sources look for, and those of the changed object.</summary>
    public static JsonPathTrie Trie { get; } = Create();

    private static JsonPathTrie Create()
    {
        var trie = AuditFields.Paths.Copy();
        foreach (var path in _ofEvent)
        {
            trie.Add(Below(JsonPath.Root, path));
        }

        AddBody(trie, JsonPath.Root / "requestObject");
        AddBody(trie, JsonPath.Root / "responseObject");
        foreach (var path in _ofPatch)
        {
            trie.Add(Below(JsonPath.Root / "requestObject", path));
        }

        trie.AddWhole(Below(JsonPath.Root / "requestObject", "*/value"));
        return trie;
    }

    private static void AddBody(JsonPathTrie trie, JsonPath body)
    {
        foreach (var path in _ofObject)
        {
            trie.Add(Below(body, path));
        }

        foreach (var path in _wholeOfObject)
        {
            trie.AddWhole(Below(body, path));
        }
    }

    private static JsonPath Below(JsonPath parent, string path) =>
        Steps(path).Aggregate(parent, (above, step) => step == "*" ? above / JsonPath.Each : above / step.Replace("~1", "/", StringComparison.Ordinal));

    private static string[] Steps(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Endings(string path)
    {
        var steps = Steps(path);
        return steps.Select((_, start) => string.Join('/', steps[start..]));
    }

    private static string Escaped(string name) => name.Replace("/", "~1", StringComparison.Ordinal);

    private static IEnumerable<string> OfSecurityContext() =>
    [
        "securityContext/runAsUser", "securityContext/seccompProfile/type", "securityContext/appArmorProfile/type",
        "securityContext/seLinuxOptions/type", "securityContext/seLinuxOptions/user", "securityContext/seLinuxOptions/role",
        "securityContext/windowsOptions/hostProcess",
    ];
}
