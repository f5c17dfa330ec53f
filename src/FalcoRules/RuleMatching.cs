namespace FalcoRules;

/// <summary>The rules that one event can match (<c>rule_matching</c> in falco.yaml).</summary>
public enum RuleMatching
{
    /// <summary>Only the first that matches, in the order in which they were loaded. Falco's default.</summary>
    First,

    /// <summary>All rules that match.</summary>
    All,
}
