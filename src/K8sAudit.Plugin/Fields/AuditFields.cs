using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The fields of an audit event: the one table that the ABI's list, the documentation and the extraction come from. Adding a field is adding a row.
/// Those of the original's early releases come first, in their order; a field's position is its number in the ABI.
/// </summary>
public static class AuditFields
{
    /// <summary>All paths of the table. Complete when the table is.</summary>
    internal static readonly JsonPathTrie Paths = UnreadMembers.CreateTrie();

    /// <summary>The number of the path that makes an event an audit event.</summary>
    internal static readonly int AuditId = Paths.Add(Root / "auditID");

    /// <summary>The number of the path of the request's verb; the next ones are those of what the changed object depends on.</summary>
    internal static readonly int Verb = Paths.Add(Root / "verb");

    internal static readonly int TargetResource = Paths.Add(Root / "objectRef" / "resource");
    internal static readonly int TargetSubresource = Paths.Add(Root / "objectRef" / "subresource");
    internal static readonly int TargetGroup = Paths.Add(Root / "objectRef" / "apiGroup");
    internal static readonly int TargetName = Paths.Add(Root / "objectRef" / "name");
    internal static readonly int ResponseCode = Paths.Add(Root / "responseStatus" / "code");
    internal static readonly int ResponseName = Paths.Add(Root / "responseObject" / "metadata" / "name");
    internal static readonly int RequestObject = Paths.Add(Root / "requestObject");
    internal static readonly int ResponseObject = Paths.Add(Root / "responseObject");

    /// <summary>
    /// The paths of values that few rules read. Sources do not look for them, so that reading an event costs no more; the first field that asks for one of them
    /// lets all of them be found.
    /// </summary>
    internal static readonly JsonPathTrie OnDemandPaths = new();

    private static readonly JsonPath _annotations = Root / "annotations";
    private static readonly JsonPath _target = Root / "objectRef";
    private static readonly JsonPath _request = Root / "requestObject";
    private static readonly JsonPath _responseName = Root / "responseObject" / "metadata" / "name";
    private static readonly JsonPath _status = Root / "responseStatus";
    private static readonly JsonPath _subjectPath = _request / "subjects" / Each;
    private static readonly JsonPath _rule = _request / "rules" / Each;

    /// <summary>The spec of the requested object.</summary>
    internal static readonly JsonPath Spec = _request / "spec";

    private static readonly JsonPath _podContext = Spec / "securityContext";
    private static readonly JsonPath _volume = Spec / "volumes" / Each;

    private static readonly Subjects _subject = new(_subjectPath);
    private static readonly RoleRules _roleRules = new(_rule);
    private static readonly ServicePorts _servicePorts = new(Spec / "ports" / Each);
    private static readonly Volumes _podVolumes = new(_volume);
    private static readonly Containers _podContainers = new(Spec / "containers" / Each);
    private static readonly ContainerFields _container = ContainerFields.For("containers", "containers");

    private static readonly Field<AuditEvent>[] _rows =
    [
        Text("ka.auditid", "The audit event's unique id", Root / "auditID"),
        Text("ka.stage", "The stage of the request: RequestReceived, ResponseStarted, ResponseComplete or Panic", Root / "stage"),
        Text("ka.auth.decision", "Whether the request was authorized: allow or forbid", _annotations / "authorization.k8s.io/decision"),
        Text("ka.auth.reason", "Why the request was authorized or not", _annotations / "authorization.k8s.io/reason"),
        Text("ka.user.name", "The user who makes the request", Root / "user" / "username"),
        List("ka.user.groups", "The groups of that user", Root / "user" / "groups" / Each),
        Text("ka.impuser.name", "The user as whom the request is made, where one is impersonated", Root / "impersonatedUser" / "username"),
        Text("ka.verb", "What is requested: get, list, watch, create, update, patch, delete …", Root / "verb"),
        Text("ka.uri", "The request's URI as the client sent it", Root / "requestURI"),
        Keyed(
            "ka.uri.param",
            "The value of a query parameter of the URI, decoded: with /foo?key=val, ka.uri.param[key] is val",
            UriParameter.Of(Root / "requestURI")),
        Text("ka.target.name", "The name of the object that the request is about", _target / "name"),
        Text("ka.target.namespace", "The namespace of that object", _target / "namespace"),
        Text("ka.target.resource", "The resource of that object: pods, configmaps …", _target / "resource"),
        Text("ka.target.subresource", "The subresource of that object: exec, log, status …", _target / "subresource"),
        List("ka.req.binding.subjects", "The subjects of the requested role binding, each as JSON", _subjectPath),
        Text("ka.req.binding.role", "The role that the requested role binding gives", _request / "roleRef" / "name"),
        Keyed("ka.req.binding.subject.has_name", "Deprecated, and always N/A", Values.Constant("N/A"u8.ToArray())),
        Text("ka.req.configmap.name", "The name of the requested config map", _target / "name"),
        Text("ka.req.configmap.obj", "The data of the requested config map, as JSON", _request / "data"),
        _container["image"],
        Text("ka.req.container.image", "Deprecated, see ka.req.pod.containers.image: the image of the first container", _podContainers.FirstImage()),
        _container["image.repository"],
        Text(
            "ka.req.container.image.repository",
            "Deprecated, see ka.req.pod.containers.image.repository: that of the first container",
            _podContainers.FirstRepository()),
        Text("ka.req.pod.host_ipc", "Whether the requested pod shares the host's IPC namespace", Spec / "hostIPC"),
        Text("ka.req.pod.host_network", "Whether the requested pod shares the host's network", Spec / "hostNetwork"),
        Text("ka.req.container.host_network", "Deprecated, see ka.req.pod.host_network: the same", Spec / "hostNetwork"),
        Text("ka.req.pod.host_pid", "Whether the requested pod shares the host's process ids", Spec / "hostPID"),
        _container["host_port"],
        _container["privileged"],
        Text(
            "ka.req.container.privileged",
            "Deprecated, see ka.req.pod.containers.privileged: true if any container is privileged, else false",
            _podContainers.AnyPrivileged()),
        _container["allow_privilege_escalation"],
        _container["read_only_fs"],
        Text("ka.req.pod.run_as_user", "The uid that the requested pod sets for all its containers", _podContext / "runAsUser"),
        _container["run_as_user"],
        _container["eff_run_as_user"],
        Text("ka.req.pod.run_as_group", "The gid that the requested pod sets for all its containers", _podContext / "runAsGroup"),
        _container["run_as_group"],
        _container["eff_run_as_group"],
        _container["proc_mount"],
        List("ka.req.role.rules", "The rules of the requested role, each as JSON", _rule),
        IndexedList("ka.req.role.rules.apiGroups", "The API groups in the rules of the requested role", _rule / "apiGroups" / Each),
        IndexedList("ka.req.role.rules.nonResourceURLs", "The URLs in the rules of the requested role", _rule / "nonResourceURLs" / Each),
        IndexedList("ka.req.role.rules.verbs", "The verbs in the rules of the requested role", _rule / "verbs" / Each),
        IndexedList("ka.req.role.rules.resources", "The resources in the rules of the requested role", _rule / "resources" / Each),
        Text("ka.req.pod.fs_group", "The gid that owns the volumes of the requested pod", _podContext / "fsGroup"),
        List("ka.req.pod.supplemental_groups", "The further gids of the requested pod", _podContext / "supplementalGroups" / Each),
        _container["add_capabilities"],
        Text("ka.req.service.type", "The type of the requested service", Spec / "type"),
        IndexedList("ka.req.service.ports", "The ports of the requested service, each as JSON", Spec / "ports" / Each),
        IndexedList("ka.req.pod.volumes.hostpath", "The paths on the host that the requested pod mounts", _volume / "hostPath" / "path"),
        Keyed(
            "ka.req.volume.hostpath",
            "Deprecated, see ka.req.pod.volumes.hostpath: true if a volume is that path on the host (/etc), or one that begins so (/etc*), else false",
            _podVolumes.UseHostPath()),
        IndexedList("ka.req.pod.volumes.flexvolume_driver", "The flex volume drivers of the requested pod", _volume / "flexVolume" / "driver"),
        IndexedList("ka.req.pod.volumes.volume_type", "The types of the requested pod's volumes: hostPath, configMap, secret …", _podVolumes.Types()),
        Text("ka.resp.name", "The name of the object in the response", _responseName),
        Text("ka.response.code", "The response's HTTP status", _status / "code"),
        Text("ka.response.reason", "Why the request failed, where it did", _status / "reason"),
        Text("ka.useragent", "The client's user agent", Root / "userAgent"),
        IndexedList("ka.sourceips", "The addresses that the request came from and was passed on by", Root / "sourceIPs" / Each),
        Text("ka.auth.openshift.decision", "Whether OpenShift's own API authenticated the request", _annotations / "authentication.openshift.io/decision"),
        Text("ka.auth.openshift.username", "The user whom OpenShift's own API authenticated", _annotations / "authentication.openshift.io/username"),
        Text(
            "ka.validations.admission.policy.failure",
            "Which validating admission policies failed, and how",
            _annotations / "validation.policy.admission.k8s.io/validation_failure"),
        Text(
            "ka.security.pod.violations",
            "What of the pod security standards the request violates",
            _annotations / "pod-security.kubernetes.io/audit-violations"),
        Text(
            "ka.cluster.name",
            "The cluster's name, if something adds it to events as an annotation (cluster_name), or a wrapper around them names it (see docs/inputs.md)",
            Values.FirstOf(_annotations / "cluster_name", Root / "k8saudit" / "cluster")),
        Text("ka.target.pod.name", "The name of the pod that the request is about, be it given or generated", PodName.Of(_target, _responseName)),
        List("ka.req.binding.subjects.user_names", "The users among the subjects of the requested role binding", _subject.Names("User"u8.ToArray())),
        List(
            "ka.req.binding.subjects.serviceaccount_names",
            "The service accounts among the subjects of the requested role binding",
            _subject.Names("ServiceAccount"u8.ToArray())),
        List("ka.req.binding.subjects.serviceaccount_ns_names", "The same as namespace:name", _subject.NamesWithNamespace("ServiceAccount"u8.ToArray())),
        List("ka.req.binding.subjects.group_names", "The groups among the subjects of the requested role binding", _subject.Names("Group"u8.ToArray())),
        _container["name"],
        _container["command"],
        _container["args"],
        .. ContainerFields.For("initContainers", "init containers").All,
        .. ContainerFields.For("ephemeralContainers", "ephemeral containers", hasPorts: false).All,
        Text("ka.truncated", "true where the event was too large or nested too deep, and a part of it was left out, here (k8saudit/truncated) or by the API server (audit.k8s.io/truncated)", Values.FirstOf(_annotations / "k8saudit/truncated", _annotations / "audit.k8s.io/truncated")),
        List(
            "ka.req.binding.subjects.names",
            "The subjects of the requested role binding, each as kind and name: User:jane, Group:system:masters, ServiceAccount:shop/web",
            _subject.KindsAndNames()),
        IndexedList(
            "ka.req.role.rules.text",
            "The rules of the requested role, each as its verbs, resources or URLs, API groups (except the core group alone) and resource names: "
            + "get|list pods; * deployments apiGroups=apps resourceNames=web; get /metrics",
            _roleRules.Texts()),
        IndexedList(
            "ka.req.service.ports.text",
            "The ports of the requested service as kubectl shows them: 80/TCP, or 80:30080/TCP where the request names a node port",
            _servicePorts.Texts()),
        .. PodFields.Rows(),
        .. IdentityFields.Create(),
        .. RequestFields.Create(),
        .. RbacFields.Rows(),
        .. IdentityObjectFields.Rows(),
        .. ExtensionFields.Rows(),
        .. NetworkFields.Rows(),
        .. ClusterFields.Rows(),
        Text(
            "ka.source.wrapper",
            "What was around the event when it was read, the outermost first: cloudwatch, aks, gke, fluent/cri … (see docs/inputs.md); not available if nothing was",
            Root / "k8saudit" / "wrapper"),
        Text(
            "ka.stage.first",
            "Whether this is the first event about a long-running request: false for ResponseComplete and Panic if ResponseStarted of the same request (audit ID "
            + "and URI) was read before, else true",
            StartedRequests.IsFirst()),
    ];

    /// <summary>The table.</summary>
    public static ReadOnlySpan<Field<AuditEvent>> All => _rows;
}
