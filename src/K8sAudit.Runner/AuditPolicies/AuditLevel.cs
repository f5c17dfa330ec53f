namespace K8sAudit.Runner.AuditPolicies;

/// <summary>How much of a request is reported, from the least to the most (<c>audit.k8s.io/v1</c>, <c>Level</c>).</summary>
internal enum AuditLevel
{
    /// <summary>No event.</summary>
    None,

    /// <summary>An event without bodies.</summary>
    Metadata,

    /// <summary>An event with the request's body.</summary>
    Request,

    /// <summary>An event with both bodies.</summary>
    RequestResponse,
}
