namespace FalcoRules.Descriptions;

/// <summary>Describes a macro.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsUsed">Whether a rule or another macro uses it.</param>
/// <param name="Condition">Its condition.</param>
public sealed record MacroDescription(string Name, bool IsUsed, ConditionDescription Condition);
