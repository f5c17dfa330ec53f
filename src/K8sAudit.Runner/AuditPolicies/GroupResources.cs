using System.Collections.Immutable;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>Resources of an API group in a rule of an audit policy.</summary>
/// <param name="Group">The API group: empty for the core group. There is no wildcard.</param>
/// <param name="Resources">
/// The resources: <c>pods</c> without its subresources, <c>pods/log</c>, <c>pods/*</c> (all subresources and the resource itself), <c>*/scale</c>, <c>*</c>.
/// None stands for all.
/// </param>
/// <param name="Names">The names of objects; none stands for all.</param>
internal sealed record GroupResources(string Group, ImmutableArray<string> Resources, ImmutableArray<string> Names)
{
    /// <summary>Whether the object of a request is one of them.</summary>
    public bool Match(AuditRequest request) =>
        Group == request.Group
        && (Resources.IsEmpty || ((Names.IsEmpty || Names.Contains(request.Name)) && Resources.Any(resource => MatchesResource(resource, request))));

    private static bool MatchesResource(string resource, AuditRequest request) =>
        resource == "*"
        || resource == (request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}")
        || (request.Subresource.Length > 0 && resource == $"*/{request.Subresource}")
        || resource == $"{request.Resource}/*";
}
