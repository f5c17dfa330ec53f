using FalcoRules.Explanations;
using FalcoRules.Text;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Explain;

/// <summary>Finds the rule that a user names.</summary>
internal static class RuleName
{
    /// <summary>The rule of that name, or else the only one whose name contains it, regardless of case.</summary>
    /// <exception cref="UserError">There is none, or there are several.</exception>
    public static ExplainedRule Find(string name, IReadOnlyList<ExplainedRule> rules)
    {
        if (rules.FirstOrDefault(rule => rule.Rule.Name == name) is { } exact)
        {
            return exact;
        }

        var similar = rules.Where(rule => rule.Rule.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return similar.Count == 1 ? similar[0] : throw new UserError(
            RunnerMessages.RuleNotFound(name, [.. similar.Select(rule => rule.Rule.Name)], NearestName.Find(name, rules.Select(rule => rule.Rule.Name))));
    }
}
