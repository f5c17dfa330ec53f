using FalcoRules.Explanations;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>Finds the requests whose events can make a condition true. If in doubt, it finds too many rather than too few.</summary>
internal static class RequestPatterns
{
    // A condition with more alternatives is made simpler, and then admits more requests.
    private const int MaxAlternatives = 256;

    /// <summary>The alternatives; none for a condition that is never true.</summary>
    public static IReadOnlyList<RequestPattern> Of(ConditionPart condition) => Of(condition, isNegated: false);

    private static IReadOnlyList<RequestPattern> Of(ConditionPart part, bool isNegated) => part.Kind switch
    {
        ConditionPartKind.Not or ConditionPartKind.Exception => Of(part.Parts[0], !isNegated),
        ConditionPartKind.Macro => Of(part.Parts[0], isNegated),
        ConditionPartKind.Comparison => isNegated ? [Negated(part)] : [Comparison(part)],
        // The negation of "or" is "and" of the negations.
        ConditionPartKind.And when !isNegated => All(part, isNegated),
        ConditionPartKind.Or when isNegated => All(part, isNegated),
        _ => Simplified([.. part.Parts.SelectMany(inner => Of(inner, isNegated))]),
    };

    private static IReadOnlyList<RequestPattern> All(ConditionPart part, bool isNegated)
    {
        IReadOnlyList<RequestPattern> patterns = [RequestPattern.Any];
        foreach (var inner in part.Parts)
        {
            var alternatives = Of(inner, isNegated);
            patterns = Simplified([.. patterns.SelectMany(pattern => alternatives.Select(pattern.And)).Where(pattern => !pattern.IsEmpty)]);
        }

        return patterns;
    }

    private static IReadOnlyList<RequestPattern> Simplified(IReadOnlyList<RequestPattern> patterns) =>
        patterns.Count <= MaxAlternatives ? patterns : [RequestPattern.Any with { Level = patterns.Min(pattern => pattern.Level) }];

    // A comparison is false if a field has no value.
    private static RequestPattern Comparison(ConditionPart part)
    {
        var levels = part.Fields.Select(field => PolicyFields.Level(field.Field.ToString()));
        var pattern = RequestPattern.Any with { Level = levels.Append(AuditLevel.Metadata).Max() };
        return Attribute(part) is not { } attribute ? pattern : part.Compared!.Operator switch
        {
            "=" or "in" or "intersects" => pattern.With(attribute, Constraint.OneOf(part.Compared.Values)),
            "!=" => pattern.With(attribute, Constraint.NoneOf([.. part.Compared.Values, ""])),
            _ => pattern.With(attribute, Constraint.NoneOf("")),
        };
    }

    // A negated comparison is true, too, if the field has no value.
    private static RequestPattern Negated(ConditionPart part) => Attribute(part) is not { } attribute ? RequestPattern.Any : part.Compared!.Operator switch
    {
        "=" or "in" => RequestPattern.Any.With(attribute, Constraint.NoneOf(part.Compared.Values)),
        "!=" => RequestPattern.Any.With(attribute, Constraint.OneOf([.. part.Compared.Values, ""])),
        "exists" => RequestPattern.Any.With(attribute, Constraint.OneOf([""])),
        _ => RequestPattern.Any,
    };

    private static RequestAttribute? Attribute(ConditionPart part) =>
        part.Compared is { } compared ? PolicyFields.Attribute(compared.Field.ToString()) : null;
}
