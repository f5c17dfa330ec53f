namespace K8sAudit.Plugin.Events;

/// <summary>The <c>apiVersion</c> of an object.</summary>
internal enum AuditApiVersion
{
    /// <summary>The object has none, or it is <c>null</c>.</summary>
    Missing,

    /// <summary>A version of <c>audit.k8s.io</c>.</summary>
    Audit,

    /// <summary>Anything else: that of a Kubernetes Event, for example, which has the same <c>kind</c> as an audit event.</summary>
    Other,
}
