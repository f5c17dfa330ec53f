using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors for what the containers of the changed object run.</summary>
internal static class PodCommands
{
    private static readonly ObjectPath _command = "command/*";
    private static readonly ObjectPath _arguments = "args/*";

    // Of Tekton's steps, and of Argo's script templates.
    private static readonly ObjectPath[] _scripts = ["script", "source"];

    private static readonly ObjectPath[] _hooks =
    [
        "lifecycle/postStart/exec", "lifecycle/preStop/exec", "livenessProbe/exec", "readinessProbe/exec", "startupProbe/exec",
    ];

    /// <summary>For each container the words of its command and arguments, joined with spaces; and scripts.</summary>
    public static FieldExtractor<AuditEvent> Commands() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var container in source.Pods.Containers)
            {
                values.AddWords(source, container.Node, _command, _arguments);
                AddScripts(source, container, values);
            }
        };

    /// <summary>The commands that the kubelet runs in the containers: hooks and probes.</summary>
    public static FieldExtractor<AuditEvent> Hooks() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var container in source.Pods.Containers)
            {
                foreach (var path in _hooks)
                {
                    foreach (var hook in source.Tree.Find(container.Node, path))
                    {
                        values.AddWords(source, hook, _command);
                    }
                }
            }
        };

    private static void AddScripts(AuditEvent source, in Container container, FieldValues values)
    {
        foreach (var path in _scripts)
        {
            foreach (var script in source.Tree.Find(container.Node, path))
            {
                values.AddNonEmpty(source, source.StringOf(script));
            }
        }
    }
}
