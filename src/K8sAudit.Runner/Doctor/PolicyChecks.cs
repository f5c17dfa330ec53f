using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Rules;

namespace K8sAudit.Runner.Doctor;

/// <summary>Which rules can fire with the events that an API server reports under an audit policy.</summary>
internal static class PolicyChecks
{
    private const int MaxFileLength = 16 * 1024 * 1024;

    /// <summary>Checks the policy of <c>--audit-policy</c>.</summary>
    public static IEnumerable<Finding> AuditPolicy(DoctorContext context) => Of(context.Options.AuditPolicy!, context);

    /// <summary>Checks a policy.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="context">The rules.</param>
    /// <exception cref="UserError">The file is not a policy.</exception>
    public static IEnumerable<Finding> Of(string file, DoctorContext context)
    {
        List<Diagnostic> diagnostics = [];
        var text = TextFile.Read(file, MaxFileLength, diagnostics) ?? throw new UserError($"{file}: {diagnostics[0].Message}");
        var coverage = new PolicyCoverage(AuditPolicyReader.Read(text));
        var explainer = new RulesSetup(context.Configuration, context.Plugins, context.Log).Explain(context.Plan.Rules, [])
            .FirstOrDefault(explainer => explainer.Source == context.Plan.Sources[0]);
        if (explainer is null)
        {
            return [Finding.Skip(RunnerMessages.NoRulesForSource(context.Plan.Sources[0]))];
        }

        var gaps = explainer.Rules.Select(rule => (rule.Rule.Name, Gap: coverage.Find(rule.Condition))).Where(pair => pair.Gap is not null).ToList();
        return
        [
            Finding.Ok($"{file}: {explainer.Rules.Length - gaps.Count} of {explainer.Rules.Length} rules can fire under this policy"),
            .. gaps.Select(pair => Finding.Warn($"rule '{pair.Name}' cannot fire: {pair.Gap!.Reason}", pair.Gap.Remedy)),
        ];
    }
}
