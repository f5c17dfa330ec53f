using FalcoRules;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.Explain;

/// <summary>Why one rule matches one event or not.</summary>
internal sealed record RuleExplanation
{
    public required Rule Rule { get; init; }

    /// <summary>The condition with its results.</summary>
    public required ConditionResult Condition { get; init; }

    /// <summary>The required field that rules the rule out for this event, and its values in the event; null for none.</summary>
    public (RequiredField Required, FieldReading Found)? RuledOutBy { get; init; }

    /// <summary>The rule that is reported instead, because <c>rule_matching</c> is <c>first</c>; null for none.</summary>
    public string? HiddenBy { get; init; }

    /// <summary>The fields of the output; for one without a value the reason. None where the rule does not match.</summary>
    public IReadOnlyList<(FieldReading Field, string? MissingBecause)> Output { get; init; } = [];

    public bool IsMatch => Condition.IsTrue;
}
