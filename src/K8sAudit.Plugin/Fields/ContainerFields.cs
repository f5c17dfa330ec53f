using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields that each of a pod's three lists of containers has.</summary>
internal sealed class ContainerFields
{
    private readonly string _prefix;

    private ContainerFields(string prefix, Field<AuditEvent>[] all) => (_prefix, All) = (prefix, all);

    /// <summary>The rows of the list.</summary>
    public Field<AuditEvent>[] All { get; }

    /// <summary>One row, by the last part of its name.</summary>
    public Field<AuditEvent> this[string name] => Array.Find(All, field => field.Name == _prefix + name)!;

    /// <summary>The rows of a list.</summary>
    /// <param name="list">The list's name in the pod's spec, and in the fields.</param>
    /// <param name="what">What descriptions call its containers.</param>
    /// <param name="hasPorts">Whether its containers can have ports.</param>
    public static ContainerFields For(string list, string what, bool hasPorts = true)
    {
        var prefix = $"ka.req.pod.{list}.";
        var pod = AuditFields.Spec / "securityContext";
        var each = AuditFields.Spec / list / Each;
        var context = each / "securityContext";
        var containers = new Containers(each);
        return new ContainerFields(prefix,
        [
            Row("name",                       "Names",                                                         Values.Of(each / "name")),
            Row("image",                      "Images",                                                        Values.Of(each / "image")),
            Row("image.repository",           "Images without tag and digest",                                 containers.Repositories()),
            Row("command",                    "Entrypoints, each as its words joined with spaces",             containers.Joined("command")),
            Row("args",                       "Arguments of the entrypoints, each as its words joined with spaces", containers.Joined("args")),
            .. hasPorts
                ? [Row("host_port",   "Ports on the host, or container ports where no host port is set", containers.HostPorts())]
                : Array.Empty<Field<AuditEvent>>(),
            Row("privileged",                 "The privileged flags",                                          Values.Of(context / "privileged")),
            Row("allow_privilege_escalation", "The allowPrivilegeEscalation flags",                            Values.Of(context / "allowPrivilegeEscalation")),
            Row("read_only_fs",               "The readOnlyRootFilesystem flags",                              Values.Of(context / "readOnlyRootFilesystem")),
            Row("run_as_user",                "The runAsUser uids",                                            Values.Of(context / "runAsUser")),
            Row("eff_run_as_user",            "The uids that take effect (own, else the pod's, else 0)",       containers.EffectiveIds("runAsUser", pod)),
            Row("run_as_group",               "The runAsGroup gids",                                           Values.Of(context / "runAsGroup")),
            Row("eff_run_as_group",           "The gids that take effect (own, else the pod's, else 0)",       containers.EffectiveIds("runAsGroup", pod)),
            Row("proc_mount",                 "The procMount types",                                           Values.Of(context / "procMount")),
            Row(
                "add_capabilities",
                "The capabilities that are added, each as one value",
                Values.Of(context / "capabilities" / "add" / Each)),
        ]);

        Field<AuditEvent> Row(string name, string description, FieldExtractor<AuditEvent> extract) =>
            IndexedList(prefix + name, $"{description}, of the {what} of the requested pod", extract);
    }
}
