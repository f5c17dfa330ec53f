using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Tells which admission webhooks see a part of the objects alone.</summary>
internal static class WebhookSelectors
{
    private static readonly ObjectPath[] _requirements =
    [
        "namespaceSelector/matchLabels", "namespaceSelector/matchExpressions", "objectSelector/matchLabels", "objectSelector/matchExpressions",
    ];

    /// <summary>Whether a webhook has a selector that is not empty.</summary>
    public static bool IsLimited(AuditEvent source, int webhook)
    {
        foreach (var path in _requirements)
        {
            foreach (var requirements in source.Tree.Find(webhook, path))
            {
                if (source.Tree.FirstChild(requirements) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
