using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds the cloud identities that the annotations of a service account name.</summary>
internal static class CloudIdentities
{
    private static readonly byte[][] _annotations =
    [
        "eks.amazonaws.com/role-arn"u8.ToArray(),
        "iam.gke.io/gcp-service-account"u8.ToArray(),
        "azure.workload.identity/client-id"u8.ToArray(),
    ];

    /// <summary>Adds the values of the annotations.</summary>
    public static void Add(AuditEvent source, int annotations, FieldValues values)
    {
        foreach (var name in _annotations)
        {
            for (var node = source.Tree.First(annotations, name); node != 0; node = source.Tree.Next(node, name))
            {
                values.AddNode(source, node);
            }
        }
    }
}
