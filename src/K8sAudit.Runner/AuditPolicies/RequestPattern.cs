using System.Collections.Immutable;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>Requests whose events can make a condition true, as far as an audit policy can tell them apart.</summary>
/// <param name="Level">The least level at which their events have all fields that the condition needs.</param>
/// <param name="Constraints">The admitted values; an attribute that is missing has any.</param>
internal sealed record RequestPattern(AuditLevel Level, ImmutableDictionary<RequestAttribute, Constraint> Constraints)
{
    /// <summary>All requests that are reported at all.</summary>
    public static RequestPattern Any { get; } = new(AuditLevel.Metadata, ImmutableDictionary<RequestAttribute, Constraint>.Empty);

    /// <summary>Whether no request fits.</summary>
    public bool IsEmpty => Constraints.Values.Any(constraint => constraint.IsEmpty);

    public Constraint this[RequestAttribute attribute] => Constraints.GetValueOrDefault(attribute, Constraint.Any);

    /// <summary>The requests that fit both.</summary>
    public RequestPattern And(RequestPattern other) => new(
        (AuditLevel)Math.Max((int)Level, (int)other.Level),
        other.Constraints.Aggregate(Constraints, (all, pair) => all.SetItem(pair.Key, this[pair.Key].And(pair.Value))));

    /// <summary>The pattern with one attribute constrained.</summary>
    public RequestPattern With(RequestAttribute attribute, Constraint constraint) => And(Any with { Constraints = Any.Constraints.Add(attribute, constraint) });

    /// <summary>As the entry of a policy that reports these requests: one mapping in YAML.</summary>
    /// <param name="group">The API group of a resource.</param>
    public string ToPolicyRule(Func<string, string> group)
    {
        var parts = new List<string> { $"level: {Level}" };
        if (this[RequestAttribute.Verb].Only is { } verbs)
        {
            parts.Add($"verbs: [{string.Join(", ", verbs.Order(StringComparer.Ordinal))}]");
        }

        if (this[RequestAttribute.Resource].Only is { } resources)
        {
            var entries = resources.Order(StringComparer.Ordinal).GroupBy(group)
                .Select(pair => $"{{group: \"{pair.Key}\", resources: [{string.Join(", ", pair.SelectMany(WithSubresources))}]}}");
            parts.Add($"resources: [{string.Join(", ", entries)}]");
        }

        return $"- {{{string.Join(", ", parts)}}}";
    }

    private IReadOnlyList<string> WithSubresources(string resource)
    {
        var subresources = this[RequestAttribute.Subresource].Only?.Where(text => text.Length > 0).Order(StringComparer.Ordinal).ToArray() ?? [];
        return subresources.Length == 0 ? [resource] : [.. subresources.Select(subresource => $"{resource}/{subresource}")];
    }
}
