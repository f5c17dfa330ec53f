using System.Collections.Immutable;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>One rule of an audit policy. An empty list matches everything.</summary>
/// <param name="Level">How much of a request that the rule matches is reported.</param>
internal sealed record AuditPolicyRule(AuditLevel Level)
{
    /// <summary>Names of users; the user who is authenticated, not the impersonated one.</summary>
    public ImmutableArray<string> Users { get; init; } = [];

    /// <summary>Names of groups, one of which the user must have.</summary>
    public ImmutableArray<string> UserGroups { get; init; } = [];

    /// <summary>Verbs; for a request without a resource the HTTP method in lower case.</summary>
    public ImmutableArray<string> Verbs { get; init; } = [];

    /// <summary>Resources; a rule with resources or namespaces matches requests for resources only.</summary>
    public ImmutableArray<GroupResources> Resources { get; init; } = [];

    /// <summary>Namespaces; the empty one stands for objects that are in no namespace.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Paths of requests without a resource; a final <c>*</c> stands for any end.</summary>
    public ImmutableArray<string> NonResourceUrls { get; init; } = [];

    /// <summary>The stages of which no event is reported, with those of the policy.</summary>
    public ImmutableArray<string> OmittedStages { get; init; } = [];

    /// <summary>Whether bodies are reported without <c>metadata.managedFields</c>; null to leave it to the policy.</summary>
    public bool? OmitsManagedFields { get; init; }

    /// <summary>Whether the rule decides about a request, if no rule before it does.</summary>
    public bool Matches(AuditRequest request) =>
        (Users.IsEmpty || (request.User is { } user && Users.Contains(user)))
        && (UserGroups.IsEmpty || (request.User is not null && request.Groups.Any(UserGroups.Contains)))
        && (Verbs.IsEmpty || Verbs.Contains(request.Verb))
        && MatchesTarget(request);

    private bool MatchesTarget(AuditRequest request) =>
        !Namespaces.IsEmpty || !Resources.IsEmpty ? MatchesResource(request)
        : NonResourceUrls.IsEmpty || (!request.IsResource && NonResourceUrls.Any(url => MatchesPath(url, request.Path)));

    private bool MatchesResource(AuditRequest request) =>
        request.IsResource
        && (Namespaces.IsEmpty || Namespaces.Contains(request.Namespace))
        && (Resources.IsEmpty || Resources.Any(resources => resources.Match(request)));

    private static bool MatchesPath(string url, string path) =>
        url == "*" || url == path || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal));
}
