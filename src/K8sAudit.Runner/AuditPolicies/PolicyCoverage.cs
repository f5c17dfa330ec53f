using System.Collections.Immutable;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>
/// Finds rules that cannot fire because an API server with a policy does not report what they need. It tries requests that fit a rule, with the names that the
/// policy has and with others; a rule counts as one that can fire if a single request of any user is reported.
/// </summary>
internal sealed class PolicyCoverage
{
    private const string OtherUser = "any-other-user";
    private const string OtherName = "any-other-name";
    private const string Authenticated = "system:authenticated";

    private static readonly string[] _stages = ["ResponseComplete", "ResponseStarted", "RequestReceived", "Panic"];
    private static readonly string[] _resourceVerbs = ["create", "update", "patch", "delete", "get", "list", "watch", "deletecollection"];
    private static readonly string[] _methods = ["get", "post", "put", "patch", "delete"];

    private readonly AuditPolicy _policy;
    private readonly IReadOnlyList<string> _users;
    private readonly IReadOnlyList<ImmutableArray<string>> _groups;
    private readonly IReadOnlyList<string> _namespaces;
    private readonly IReadOnlyList<string> _resources;
    private readonly IReadOnlyList<string> _subresources;
    private readonly IReadOnlyList<string> _apiGroups;
    private readonly IReadOnlyList<string> _paths;

    public PolicyCoverage(AuditPolicy policy)
    {
        _policy = policy;
        var rules = policy.Rules;
        var named = rules.SelectMany(rule => rule.Resources).ToList();
        var resources = named.SelectMany(entry => entry.Resources).Select(name => name.Split('/')).ToList();
        _users = [OtherUser, .. rules.SelectMany(rule => rule.Users).Distinct()];
        var groups = rules.SelectMany(rule => rule.UserGroups).Distinct();
        _groups = [[Authenticated], .. groups.Select(group => ImmutableArray.Create(Authenticated, group))];
        _namespaces = [OtherName, "", .. rules.SelectMany(rule => rule.Namespaces).Distinct()];
        _resources = [.. resources.Select(parts => parts[0]).Where(name => name != "*").Append(OtherName).Distinct()];
        _subresources = ["", .. resources.Where(parts => parts is [_, not "*"]).Select(parts => parts[1]).Append(OtherName).Distinct()];
        _apiGroups = [.. named.Select(entry => entry.Group).Append("example.com").Distinct()];
        _paths = ["/any-other-path", .. rules.SelectMany(rule => rule.NonResourceUrls).Select(url => url.TrimEnd('*')).Where(url => url.Length > 0).Distinct()];
    }

    /// <summary>Why a rule cannot fire; null for one that can.</summary>
    /// <param name="condition">The condition of the rule.</param>
    public PolicyGap? Find(ConditionPart condition)
    {
        PolicyGap? best = null;
        foreach (var pattern in RequestPatterns.Of(condition))
        {
            foreach (var request in Requests(pattern))
            {
                if (Gap(pattern, request) is not { } gap)
                {
                    return null;
                }

                best = best is null || gap.OmittedStage is not null || gap.Decision.Level > best.Decision.Level ? gap : best;
            }
        }

        return best;
    }

    private PolicyGap? Gap(RequestPattern pattern, AuditRequest request)
    {
        var decision = _policy.Decide(request);
        if (decision.Level < pattern.Level)
        {
            return new PolicyGap(pattern, request, decision, OmittedStage: null);
        }

        var stages = pattern[RequestAttribute.Stage].Among(_stages);
        return stages.Count == 0 || stages.Any(stage => !decision.OmittedStages.Contains(stage)) ? null : new PolicyGap(pattern, request, decision, stages[0]);
    }

    private IEnumerable<AuditRequest> Requests(RequestPattern pattern) =>
        from user in pattern[RequestAttribute.User].Among(_users)
        from groups in Groups(pattern, user)
        from request in ForResources(pattern, user, groups).Concat(ForPaths(pattern, user, groups))
        select request;

    private IEnumerable<ImmutableArray<string>> Groups(RequestPattern pattern, string user)
    {
        var required = pattern[RequestAttribute.UserGroup];
        return user == "system:anonymous" ? [["system:unauthenticated"]]
            : required.Only is { } only ? _groups.SelectMany(groups => only.Select(groups.Add))
            : _groups.Where(groups => !groups.Any(required.Not.Contains));
    }

    private IEnumerable<AuditRequest> ForResources(RequestPattern pattern, string user, ImmutableArray<string> groups) =>
        from resource in pattern[RequestAttribute.Resource].Among(_resources).Where(name => name.Length > 0)
        from subresource in pattern[RequestAttribute.Subresource].Among(_subresources)
        from verb in pattern[RequestAttribute.Verb].Among(_resourceVerbs)
        from apiGroup in pattern[RequestAttribute.Group].Among(ResourceGroups.Find(resource) is { } known ? [known] : _apiGroups)
        from space in pattern[RequestAttribute.Namespace].Among(_namespaces)
        select new AuditRequest(user, groups, verb, $"/apis/{resource}")
        {
            IsResource = true, Group = apiGroup, Resource = resource, Subresource = subresource, Namespace = space,
        };

    private IEnumerable<AuditRequest> ForPaths(RequestPattern pattern, string user, ImmutableArray<string> groups)
    {
        RequestAttribute[] ofResources = [RequestAttribute.Resource, RequestAttribute.Subresource, RequestAttribute.Group, RequestAttribute.Namespace];
        return !ofResources.All(attribute => pattern[attribute].Admits("")) ? []
            : from verb in pattern[RequestAttribute.Verb].Among(_methods)
              from path in pattern[RequestAttribute.Path].Among(_paths)
              select new AuditRequest(user, groups, verb, path.Split('?')[0]);
    }
}
