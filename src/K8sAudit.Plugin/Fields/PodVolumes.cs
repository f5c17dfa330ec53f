using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Extractors for the paths on the host that the pods in the changed object mount.</summary>
internal static class PodVolumes
{
    /// <summary>The paths, cleaned.</summary>
    public static FieldExtractor<AuditEvent> HostPaths(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                foreach (var node in source.Tree.Find(pod.Node, path))
                {
                    values.AddPath(source, node);
                }
            }
        };

    /// <summary>The paths, cleaned, and the directories that contain them.</summary>
    public static FieldExtractor<AuditEvent> HostPathPrefixes(ObjectPath path) =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            foreach (var pod in source.Pods.All)
            {
                foreach (var node in source.Tree.Find(pod.Node, path))
                {
                    values.AddPathAndAncestors(source, node);
                }
            }
        };
}
