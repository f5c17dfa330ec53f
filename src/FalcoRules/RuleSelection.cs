namespace FalcoRules;

/// <summary>Switches rules on or off (an entry of <c>rules</c> in falco.yaml).</summary>
/// <param name="Enable">On or off.</param>
/// <param name="NamePattern">A rule's name with <c>*</c> for any text; null if <paramref name="Tag"/> selects.</param>
/// <param name="Tag">A tag; null if <paramref name="NamePattern"/> selects.</param>
public sealed record RuleSelection(bool Enable, string? NamePattern, string? Tag);
