using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.RuleSwitchTarget>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The rules that an entry of <c>rules</c> switches.</summary>
internal sealed record RuleSwitchTarget
{
    public static KeyTable<RuleSwitchTarget> Keys { get; } = new(
    [
        Value("rule", ValueKinds.String, "Name of the rule, with * as a wildcard.", t => t.Rule, (t, value) => t with { Rule = value }),
        Value("tag", ValueKinds.String, "Tag of the rules.", t => t.Tag, (t, value) => t with { Tag = value }),
    ])
    {
        Check = t => t.Rule.Length + t.Tag.Length == 0 ? "rule or tag" : null,
    };

    /// <summary>The name of the rule, with <c>*</c> as a wildcard; empty for none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>The tag of the rules; empty for none.</summary>
    public string Tag { get; init; } = "";
}
