using System.Collections.Immutable;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>The values that a condition admits for one attribute of a request; the empty string stands for no value.</summary>
/// <param name="Only">The only values; null for any.</param>
/// <param name="Not">Values that are not admitted.</param>
internal sealed record Constraint(ImmutableHashSet<string>? Only, ImmutableHashSet<string> Not)
{
    /// <summary>Any value.</summary>
    public static Constraint Any { get; } = new(null, []);

    /// <summary>One of these values.</summary>
    public static Constraint OneOf(IEnumerable<string> values) => new([.. values], []);

    /// <summary>None of these values.</summary>
    public static Constraint NoneOf(params IEnumerable<string> values) => new(null, [.. values]);

    /// <summary>Whether no value is admitted.</summary>
    public bool IsEmpty => Only is not null && Only.All(Not.Contains);

    public bool Admits(string value) => (Only is null || Only.Contains(value)) && !Not.Contains(value);

    /// <summary>The values that both admit.</summary>
    public Constraint And(Constraint other) => new(Only is null ? other.Only : other.Only is null ? Only : Only.Intersect(other.Only), Not.Union(other.Not));

    /// <summary>The admitted values of some that come into question.</summary>
    public IReadOnlyList<string> Among(IEnumerable<string> candidates) =>
        [.. (Only ?? candidates).Distinct().Where(Admits)];
}
