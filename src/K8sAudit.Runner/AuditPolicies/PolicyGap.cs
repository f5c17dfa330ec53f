namespace K8sAudit.Runner.AuditPolicies;

/// <summary>Why a rule cannot fire under an audit policy: the best that the policy does with the requests that the rule is about.</summary>
/// <param name="Pattern">The requests.</param>
/// <param name="Request">One of them.</param>
/// <param name="Decision">What the policy reports of it.</param>
/// <param name="OmittedStage">The stage that the rule needs and the policy omits; null where the level is too low.</param>
internal sealed record PolicyGap(RequestPattern Pattern, AuditRequest Request, AuditDecision Decision, string? OmittedStage)
{
    /// <summary>What the policy does, and what the rule needs.</summary>
    public string Reason
    {
        get
        {
            var rule = Decision.Rule is { } index ? $"rule {index + 1} of the policy" : "no rule of the policy";
            var subresource = Request.Subresource.Length > 0 ? $"/{Request.Subresource}" : "";
            var request = $"{Request.Verb} {(Request.IsResource ? Request.Resource + subresource : Request.Path)}";
            return OmittedStage is not null ? $"the policy omits the stage {OmittedStage} of {request}"
                : Decision.Rule is null ? $"{rule} matches {request}, and the rule needs level {Pattern.Level}"
                : $"{rule} reports {request} at level {Decision.Level}, and the rule needs {Pattern.Level}";
        }
    }

    /// <summary>What to change in the policy.</summary>
    public string Remedy
    {
        get
        {
            var place = Decision.Rule is { } index ? $"before rule {index + 1}" : "to the rules of the policy";
            return OmittedStage is not null
                ? $"remove {OmittedStage} from omitStages"
                : $"add {place}: {Pattern.ToPolicyRule(resource => ResourceGroups.Find(resource) ?? Request.Group)}";
        }
    }
}
