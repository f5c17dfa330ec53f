namespace FalcoRules;

/// <summary>How many rules one event may fire (<c>rule_matching</c> in falco.yaml).</summary>
public enum RuleMatching
{
    /// <summary>Only the first that matches, in the order in which they were loaded. Falco's default.</summary>
    First,

    /// <summary>Every one that matches.</summary>
    All,
}
