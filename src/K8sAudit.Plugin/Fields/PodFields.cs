using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// The fields of the pods that a request creates or changes, whatever the object: a pod, the template of a workload, or what looks like one in a custom
/// resource. They are about the object after the request (<see cref="ChangedObject"/>) and, unless a description says otherwise, about all containers of a pod.
/// </summary>
internal static class PodFields
{
    private const string Booleans = "true or false";

    private static readonly ObjectValues _pods = new(source => source.Pods.Nodes);
    private static readonly ObjectValues _containers = new(source => source.Pods.ContainerNodes);
    private static readonly ObjectPath _hostPath = "volumes/*/hostPath/path";

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() => [.. Identity(), .. Host(), .. Images(), .. Security(), .. Volumes(), .. Placement()];

    private static Field<AuditEvent>[] Identity() =>
    [
        Text("ka.pod.kind", "The kind of the created or changed object that has a pod specification: Pod, Deployment, CronJob …", PodPlacement.Kind()),
        Text("ka.pod.name", "Its name: the given one, that of the response, or the prefix of a name that the API server generates", PodPlacement.Name()),
        List("ka.pod.owner_kinds", "The kinds of its owners: ReplicaSet, Node …", PodPlacement.OwnerKinds()),
        Text("ka.pod.service_account", "The service account of the pod", _pods.Last("serviceAccountName")),
        Text("ka.pod.automount_token", Flag("the pod gets a token of its service account"), _pods.AnyTrue("automountServiceAccountToken")),
        Text("ka.pod.mirror", "true if the pod is the copy of a static pod of a node (annotation kubernetes.io/config.mirror)", PodPlacement.Mirror()),
    ];

    private static Field<AuditEvent>[] Host() =>
    [
        Text("ka.pod.host_network", Flag("the pod shares the network of the host"), _pods.AnyTrue("hostNetwork")),
        Text("ka.pod.host_pid", Flag("the pod shares the process IDs of the host"), _pods.AnyTrue("hostPID")),
        Text("ka.pod.host_ipc", Flag("the pod shares the IPC namespace of the host"), _pods.AnyTrue("hostIPC")),
        Text("ka.pod.host_users", Flag("the pod shares the user IDs of the host"), _pods.AnyTrue("hostUsers")),
        Text("ka.pod.share_process_namespace", Flag("the containers share one process namespace"), _pods.AnyTrue("shareProcessNamespace")),
        List("ka.pod.host_ports", "The ports that the containers open on the host", PodContainers.HostPorts()),
        Text("ka.pod.windows_host_process", Flag("the pod or a container runs as a process of a Windows host"), PodSecurity.WindowsHostProcess()),
    ];

    private static Field<AuditEvent>[] Images() =>
    [
        List("ka.pod.container_names", "The names of the containers", _containers.All("name")),
        List("ka.pod.images", "The images of the containers", _containers.All("image")),
        List("ka.pod.image.repositories", "The images without tag and digest", PodContainers.Repositories(ContainerSet.All)),
        List("ka.pod.image.names", "The last part of each image's name: app for registry.example/team/app:1.2", PodContainers.ImageNames()),
        List("ka.pod.image.registries", "The registries of the images; docker.io if an image names none", PodContainers.Registries()),
        List(
            "ka.pod.main_images",
            "The images without tag and digest, of containers that are neither init nor ephemeral containers",
            PodContainers.Repositories(ContainerSet.Main)),
        List("ka.pod.init_images", "The images without tag and digest, of init containers", PodContainers.Repositories(ContainerSet.Init)),
        List("ka.pod.ephemeral_images", "The images without tag and digest, of ephemeral containers", PodContainers.Repositories(ContainerSet.Ephemeral)),
        List(
            "ka.pod.commands",
            "For each container its command and arguments, joined with spaces; scripts of Tekton steps and Argo templates",
            PodCommands.Commands()),
        List("ka.pod.hook_commands", "The commands of postStart and preStop hooks and of probes, each joined with spaces", PodCommands.Hooks()),
    ];

    private static Field<AuditEvent>[] Security() =>
    [
        Text("ka.pod.privileged", "true if a container is privileged, false if there are containers and none is", PodContainers.AnyPrivileged()),
        List("ka.pod.privileged_images", "The images without tag and digest, of the privileged containers", PodContainers.PrivilegedRepositories()),
        List("ka.pod.capabilities.added", "The capabilities that containers add: upper case, without CAP_", PodContainers.Capabilities()),
        List("ka.pod.capabilities.images", "The images without tag and digest, of the containers that add a capability", PodContainers.CapableRepositories()),
        Text(
            "ka.pod.allow_privilege_escalation",
            "true if a container sets allowPrivilegeEscalation, false if there are containers and none does",
            PodContainers.AnyTrue("securityContext/allowPrivilegeEscalation")),
        Text(
            "ka.pod.run_as_root",
            "true if the pod or a container sets runAsUser to 0 and the container does not set another one, false if there are containers and none runs so",
            PodContainers.AnyRoot()),
        List("ka.pod.proc_mounts", "The procMount types of the containers", _containers.All("securityContext/procMount")),
        List("ka.pod.seccomp", "The types of the seccomp profiles of the pod and its containers; the values of the former annotations", PodSecurity.Seccomp()),
        List(
            "ka.pod.apparmor",
            "The types of the AppArmor profiles of the pod and its containers; the values of the former annotations",
            PodSecurity.AppArmor()),
        List("ka.pod.selinux_types", "The SELinux types of the pod and its containers, users as user:NAME and roles as role:NAME", PodSecurity.SeLinux()),
        List("ka.pod.sysctls", "The names of the kernel parameters that the pod sets", _pods.All("securityContext/sysctls/*/name")),
    ];

    private static Field<AuditEvent>[] Volumes() =>
    [
        List("ka.pod.volume_types", "The types of the volumes: hostPath, configMap, secret …", _pods.MemberNamesExcept("name", "volumes/*")),
        List(
            "ka.pod.hostpaths",
            "The paths on the host that the pod mounts, cleaned: /etc/. and //etc are /etc, C:\\Temp is c:/temp",
            _pods.HostPaths(_hostPath)),
        List(
            "ka.pod.hostpath_prefixes",
            "The same with all directories that contain them: for /etc/kubernetes also /etc and /",
            _pods.HostPathPrefixes(_hostPath)),
        List("ka.pod.csi_drivers", "The CSI drivers of volumes that the pod specifies itself", _pods.All("volumes/*/csi/driver")),
        List("ka.pod.secret_volumes", "The secrets that the pod mounts", _pods.All("volumes/*/secret/secretName", "volumes/*/projected/sources/*/secret/name")),
        List(
            "ka.pod.secret_envs",
            "The secrets that the containers have as environment variables",
            _containers.All("envFrom/*/secretRef/name", "env/*/valueFrom/secretKeyRef/name")),
        List(
            "ka.pod.volume_hosts",
            "The servers of NFS volumes, and the portals of iSCSI volumes",
            _pods.All("volumes/*/nfs/server", "volumes/*/iscsi/targetPortal")),
        List("ka.pod.subpaths", "The paths in volumes that the containers mount", _containers.All("volumeMounts/*/subPath", "volumeMounts/*/subPathExpr")),
        List(
            "ka.pod.projected_token_audiences",
            "The audiences of service account tokens in projected volumes",
            _pods.All("volumes/*/projected/sources/*/serviceAccountToken/audience")),
        Typed(
            FieldType.UInt64,
            "ka.pod.projected_token_seconds",
            "The longest lifetime of a service account token in projected volumes, in seconds",
            _pods.MaxNumber("volumes/*/projected/sources/*/serviceAccountToken/expirationSeconds")),
        List("ka.pod.resource_claims", "The names of the pod's resource claims", _pods.All("resourceClaims/*/name")),
    ];

    private static Field<AuditEvent>[] Placement() =>
    [
        Text("ka.pod.node_name", "The node that the pod names itself, past the scheduler", _pods.Last("nodeName")),
        List("ka.pod.node_selector", "The labels of the nodes that the pod may run on, as key=value", _pods.Pairs("nodeSelector")),
        Text(
            "ka.pod.tolerates_control_plane",
            "true if the pod tolerates the taint of control plane nodes or all taints, false if there is a specification that does not",
            PodPlacement.ToleratesControlPlane()),
        Text("ka.pod.tolerates_all", "true if the pod tolerates all taints, false if there is a specification that does not", PodPlacement.ToleratesAll()),
        Text("ka.pod.priority_class", "The priority class of the pod", _pods.Last("priorityClassName")),
        Text("ka.pod.runtime_class", "The runtime class of the pod", _pods.Last("runtimeClassName")),
    ];

    private static string Flag(string what) => $"Whether {what}: {Booleans}";
}
