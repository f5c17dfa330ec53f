using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Splitting;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The fields of an audit event: the one table that the ABI's list, the documentation and the extraction come from. Adding a field is adding a row.
/// Those of the original's early releases come first, in their order; a field's position is its number in the ABI.
/// </summary>
public static class AuditFields
{
    /// <summary>All paths of the table, and the marks of the keys that the splitter looks for. Complete when the table is.</summary>
    internal static readonly JsonPathTrie Paths = MemberKeys.MarkedTrie();

    /// <summary>The number of the path that makes an event an audit event.</summary>
    internal static readonly int AuditId = Paths.Add(Root / "auditID");

    private static readonly JsonPath Annotations = Root / "annotations";
    private static readonly JsonPath Target = Root / "objectRef";
    private static readonly JsonPath Request = Root / "requestObject";
    private static readonly JsonPath ResponseName = Root / "responseObject" / "metadata" / "name";
    private static readonly JsonPath Status = Root / "responseStatus";
    private static readonly JsonPath SubjectPath = Request / "subjects" / Each;
    private static readonly JsonPath Rule = Request / "rules" / Each;

    /// <summary>The spec of the requested object.</summary>
    internal static readonly JsonPath Spec = Request / "spec";

    private static readonly JsonPath PodContext = Spec / "securityContext";
    private static readonly JsonPath Volume = Spec / "volumes" / Each;

    private static readonly Subjects Subject = new(SubjectPath);
    private static readonly Volumes PodVolumes = new(Volume);
    private static readonly Containers PodContainers = new(Spec / "containers" / Each);
    private static readonly ContainerFields Container = ContainerFields.For("containers", "containers");

    private static readonly Field<AuditEvent>[] Rows =
    [
        Text("ka.auditid", "The audit event's unique id", Root / "auditID"),
        Text("ka.stage", "The stage of the request: RequestReceived, ResponseStarted, ResponseComplete or Panic", Root / "stage"),
        Text("ka.auth.decision", "Whether the request was authorized: allow or forbid", Annotations / "authorization.k8s.io/decision"),
        Text("ka.auth.reason", "Why the request was authorized or not", Annotations / "authorization.k8s.io/reason"),
        Text("ka.user.name", "The user who makes the request", Root / "user" / "username"),
        List("ka.user.groups", "The groups of that user", Root / "user" / "groups" / Each),
        Text("ka.impuser.name", "The user as whom the request is made, where one is impersonated", Root / "impersonatedUser" / "username"),
        Text("ka.verb", "What is asked for: get, list, watch, create, update, patch, delete …", Root / "verb"),
        Text("ka.uri", "The request's URI as the client sent it", Root / "requestURI"),
        Keyed("ka.uri.param", "The value of a query parameter of the URI, decoded: with /foo?key=val, ka.uri.param[key] is val", UriParameter.Of(Root / "requestURI")),
        Text("ka.target.name", "The name of the object that the request is about", Target / "name"),
        Text("ka.target.namespace", "The namespace of that object", Target / "namespace"),
        Text("ka.target.resource", "The resource of that object: pods, configmaps …", Target / "resource"),
        Text("ka.target.subresource", "The subresource of that object: exec, log, status …", Target / "subresource"),
        List("ka.req.binding.subjects", "The subjects of the requested role binding, each as JSON", SubjectPath),
        Text("ka.req.binding.role", "The role that the requested role binding gives", Request / "roleRef" / "name"),
        Keyed("ka.req.binding.subject.has_name", "Deprecated, and always N/A", Values.Constant("N/A"u8.ToArray())),
        Text("ka.req.configmap.name", "The name of the requested config map", Target / "name"),
        Text("ka.req.configmap.obj", "The data of the requested config map, as JSON", Request / "data"),
        Container["image"],
        Text("ka.req.container.image", "Deprecated, see ka.req.pod.containers.image: the image of the first container", PodContainers.FirstImage()),
        Container["image.repository"],
        Text("ka.req.container.image.repository", "Deprecated, see ka.req.pod.containers.image.repository: that of the first container", PodContainers.FirstRepository()),
        Text("ka.req.pod.host_ipc", "Whether the requested pod shares the host's IPC namespace", Spec / "hostIPC"),
        Text("ka.req.pod.host_network", "Whether the requested pod shares the host's network", Spec / "hostNetwork"),
        Text("ka.req.container.host_network", "Deprecated, see ka.req.pod.host_network: the same", Spec / "hostNetwork"),
        Text("ka.req.pod.host_pid", "Whether the requested pod shares the host's process ids", Spec / "hostPID"),
        Container["host_port"],
        Container["privileged"],
        Text("ka.req.container.privileged", "Deprecated, see ka.req.pod.containers.privileged: true if any container is privileged, else false", PodContainers.AnyPrivileged()),
        Container["allow_privilege_escalation"],
        Container["read_only_fs"],
        Text("ka.req.pod.run_as_user", "The uid that the requested pod sets for all its containers", PodContext / "runAsUser"),
        Container["run_as_user"],
        Container["eff_run_as_user"],
        Text("ka.req.pod.run_as_group", "The gid that the requested pod sets for all its containers", PodContext / "runAsGroup"),
        Container["run_as_group"],
        Container["eff_run_as_group"],
        Container["proc_mount"],
        List("ka.req.role.rules", "The rules of the requested role, each as JSON", Rule),
        IndexedList("ka.req.role.rules.apiGroups", "The API groups in the rules of the requested role", Rule / "apiGroups" / Each),
        IndexedList("ka.req.role.rules.nonResourceURLs", "The URLs in the rules of the requested role", Rule / "nonResourceURLs" / Each),
        IndexedList("ka.req.role.rules.verbs", "The verbs in the rules of the requested role", Rule / "verbs" / Each),
        IndexedList("ka.req.role.rules.resources", "The resources in the rules of the requested role", Rule / "resources" / Each),
        Text("ka.req.pod.fs_group", "The gid that owns the volumes of the requested pod", PodContext / "fsGroup"),
        List("ka.req.pod.supplemental_groups", "The further gids of the requested pod", PodContext / "supplementalGroups" / Each),
        Container["add_capabilities"],
        Text("ka.req.service.type", "The type of the requested service", Spec / "type"),
        IndexedList("ka.req.service.ports", "The ports of the requested service, each as JSON", Spec / "ports" / Each),
        IndexedList("ka.req.pod.volumes.hostpath", "The paths on the host that the requested pod mounts", Volume / "hostPath" / "path"),
        Keyed("ka.req.volume.hostpath", "Deprecated, see ka.req.pod.volumes.hostpath: true if a volume is that path on the host (/etc), or one that begins so (/etc*), else false", PodVolumes.UseHostPath()),
        IndexedList("ka.req.pod.volumes.flexvolume_driver", "The flex volume drivers of the requested pod", Volume / "flexVolume" / "driver"),
        IndexedList("ka.req.pod.volumes.volume_type", "The types of the requested pod's volumes: hostPath, configMap, secret …", PodVolumes.Types()),
        Text("ka.resp.name", "The name of the object in the response", ResponseName),
        Text("ka.response.code", "The response's HTTP status", Status / "code"),
        Text("ka.response.reason", "Why the request failed, where it did", Status / "reason"),
        Text("ka.useragent", "The client's user agent", Root / "userAgent"),
        IndexedList("ka.sourceips", "The addresses that the request came from and was passed on by", Root / "sourceIPs" / Each),
        Text("ka.auth.openshift.decision", "Whether OpenShift's own API authenticated the request", Annotations / "authentication.openshift.io/decision"),
        Text("ka.auth.openshift.username", "The user whom OpenShift's own API authenticated", Annotations / "authentication.openshift.io/username"),
        Text("ka.validations.admission.policy.failure", "Which validating admission policies failed, and how", Annotations / "validation.policy.admission.k8s.io/validation_failure"),
        Text("ka.security.pod.violations", "What of the pod security standards the request violates", Annotations / "pod-security.kubernetes.io/audit-violations"),
        Text("ka.cluster.name", "The cluster's name, where something adds it to the events as an annotation", Annotations / "cluster_name"),
        Text("ka.target.pod.name", "The name of the pod that the request is about, be it given or generated", PodName.Of(Target, ResponseName)),
        List("ka.req.binding.subjects.user_names", "The users among the subjects of the requested role binding", Subject.Names("User"u8.ToArray())),
        List("ka.req.binding.subjects.serviceaccount_names", "The service accounts among the subjects of the requested role binding", Subject.Names("ServiceAccount"u8.ToArray())),
        List("ka.req.binding.subjects.serviceaccount_ns_names", "The same as namespace:name", Subject.NamesWithNamespace("ServiceAccount"u8.ToArray())),
        List("ka.req.binding.subjects.group_names", "The groups among the subjects of the requested role binding", Subject.Names("Group"u8.ToArray())),
        Container["name"],
        Container["command"],
        Container["args"],
        .. ContainerFields.For("initContainers", "init containers").All,
        .. ContainerFields.For("ephemeralContainers", "ephemeral containers", hasPorts: false).All,
        Text("ka.truncated", "true where the event was too large or nested too deep, and a part of it was left out, here (k8saudit/truncated) or by the API server (audit.k8s.io/truncated)", Values.FirstOf(Annotations / "k8saudit/truncated", Annotations / "audit.k8s.io/truncated")),
    ];

    /// <summary>The table.</summary>
    public static ReadOnlySpan<Field<AuditEvent>> All => Rows;
}
