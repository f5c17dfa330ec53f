using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds the cluster roles that a cluster role is a part of.</summary>
internal static class RoleAggregates
{
    private static ReadOnlySpan<byte> Prefix => "rbac.authorization.k8s.io/aggregate-to-"u8;

    /// <summary>Adds the cluster roles that labels name.</summary>
    public static void Add(AuditEvent source, int labels, FieldValues values)
    {
        var tree = source.Tree;
        for (var child = tree.IsObject(labels) ? tree.FirstChild(labels) : 0; child != 0; child = tree.NextChild(child))
        {
            if (tree.TextIs(child, "true"u8) && tree.Name(child).StartsWith(Prefix))
            {
                values.AddName(source, child, Prefix.Length);
            }
        }
    }
}
