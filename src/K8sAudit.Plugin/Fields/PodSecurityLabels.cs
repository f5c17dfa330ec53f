using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds the Pod Security labels of a namespace.</summary>
internal static class PodSecurityLabels
{
    private static ReadOnlySpan<byte> Prefix => "pod-security.kubernetes.io/"u8;

    /// <summary>Adds each label without its prefix: <c>enforce=privileged</c>.</summary>
    public static void Add(AuditEvent source, int labels, FieldValues values)
    {
        var tree = source.Tree;
        for (var child = tree.IsObject(labels) ? tree.FirstChild(labels) : 0; child != 0; child = tree.NextChild(child))
        {
            if (!tree.IsNull(child) && tree.Name(child).StartsWith(Prefix))
            {
                values.AddPair(source, child, Prefix.Length);
            }
        }
    }
}
