using System.Collections.Immutable;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>
/// An audit policy of the API server (<c>audit.k8s.io/v1</c>, <c>Policy</c>). It decides as the API server does (k8s.io/apiserver,
/// pkg/audit/policy/checker.go):
/// the first rule that matches the request counts.
/// </summary>
/// <param name="Rules">The rules, in order.</param>
/// <param name="OmittedStages">The stages of which no event is reported, whatever the rule.</param>
/// <param name="OmitsManagedFields">Whether bodies are reported without <c>metadata.managedFields</c>, where the rule does not say.</param>
internal sealed record AuditPolicy(ImmutableArray<AuditPolicyRule> Rules, ImmutableArray<string> OmittedStages, bool OmitsManagedFields)
{
    /// <summary>What is reported of a request. Without a matching rule it is nothing.</summary>
    public AuditDecision Decide(AuditRequest request)
    {
        for (var i = 0; i < Rules.Length; i++)
        {
            if (Rules[i].Matches(request))
            {
                return new AuditDecision(i, Rules[i].Level, OmittedStages.AddRange(Rules[i].OmittedStages), Rules[i].OmitsManagedFields ?? OmitsManagedFields);
            }
        }

        return new AuditDecision(Rule: null, AuditLevel.None, OmittedStages, OmitsManagedFields);
    }
}

/// <summary>What a policy reports of a request.</summary>
/// <param name="Rule">The index of the rule that decides; null if none matches.</param>
/// <param name="Level">How much is reported.</param>
/// <param name="OmittedStages">The stages of which no event is reported.</param>
/// <param name="OmitsManagedFields">Whether bodies are reported without <c>metadata.managedFields</c>.</param>
internal readonly record struct AuditDecision(int? Rule, AuditLevel Level, ImmutableArray<string> OmittedStages, bool OmitsManagedFields);
