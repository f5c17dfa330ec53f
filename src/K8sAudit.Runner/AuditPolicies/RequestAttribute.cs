namespace K8sAudit.Runner.AuditPolicies;

/// <summary>What an audit policy and the condition of a rule both look at.</summary>
internal enum RequestAttribute
{
    Verb,
    Resource,
    Subresource,
    Group,
    Namespace,
    User,
    UserGroup,
    Path,
    Stage,
}
