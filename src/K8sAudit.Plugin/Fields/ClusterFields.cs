using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields of other objects, after the request: volumes, namespaces, config maps, priority classes, replicas; and of commands in pods.</summary>
internal static class ClusterFields
{
    private static readonly ObjectValues _volume = ObjectValues.Of(ObjectFamily.PersistentVolume);
    private static readonly ObjectValues _namespace = ObjectValues.Of(ObjectFamily.Namespace);
    private static readonly ObjectValues _configMap = ObjectValues.Of(ObjectFamily.ConfigMap);
    private static readonly ObjectValues _priorityClass = ObjectValues.Of(ObjectFamily.PriorityClass);
    private static readonly ObjectValues _scaled = new(source => source.Changed.ScaledNodes);

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() =>
    [
        List(
            "ka.pv.types",
            "The types of the created or changed persistent volume: hostPath, nfs, csi …",
            _volume.MemberNamesExcept(PersistentVolumes.OtherMembers, "spec")),
        List(
            "ka.pv.hostpaths",
            "The paths on the host that the persistent volume is, cleaned: /etc/. and //etc are /etc",
            _volume.HostPaths(PersistentVolumes.HostPaths)),
        List(
            "ka.pv.hostpath_prefixes",
            "The same with all directories that contain them: for /etc/kubernetes also /etc and /",
            _volume.HostPathPrefixes(PersistentVolumes.HostPaths)),
        List(
            "ka.namespace.pod_security",
            "The Pod Security labels of the created or changed namespace: enforce=privileged, warn-version=latest …",
            _namespace.Each(PodSecurityLabels.Add, "metadata/labels")),
        List("ka.configmap.keys", "The keys of the created or changed config map", _configMap.MemberNames("data", "binaryData")),
        Text("ka.configmap.data", "Its data as JSON", _configMap.OfLast(static (source, node, values) => values.AddObject(source, node), "data")),
        Typed(
            FieldType.UInt64,
            "ka.priorityclass.value",
            "The priority of the created or changed priority class, unless it is negative",
            _priorityClass.LastNumber("value")),
        Text("ka.priorityclass.global_default", "Whether it is the priority of pods without one: true or false", _priorityClass.AnyTrue("globalDefault")),
        Typed(
            FieldType.UInt64,
            "ka.scale.replicas",
            "The number of replicas that the request asks for, on the object or its scale",
            _scaled.LastNumber("spec/replicas")),
        Text(
            "ka.exec.command",
            "The command of an exec request, decoded, its words joined with spaces; also of one through the proxy of a node",
            ExecCommand.Of(Root / "requestURI")),
    ];
}
