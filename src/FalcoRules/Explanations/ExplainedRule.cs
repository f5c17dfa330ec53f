using System.Collections.Immutable;
using FalcoRules.Evaluation;

namespace FalcoRules.Explanations;

/// <summary>A rule that can say why an event matches it or not.</summary>
/// <param name="Rule">The compiled rule.</param>
/// <param name="Condition">Its condition, exceptions included.</param>
/// <param name="OutputFields">The fields of its output, in order.</param>
/// <param name="Required">The fields of which it needs certain values.</param>
public sealed record ExplainedRule(Rule Rule, ConditionPart Condition, ImmutableArray<ExplainedField> OutputFields, ImmutableArray<RequiredField> Required)
{
    /// <summary>The first required field whose value in the event is not one of the expected ones; null if there is none.</summary>
    public RequiredField? RuledOutBy(EventValues values) =>
        Required.FirstOrDefault(required => !required.Field.Read(values).Values.Any(value => required.Expected.Contains(value)));

    /// <summary>Evaluates the condition for the current event.</summary>
    public ConditionResult Explain(EventValues values) => Condition.Evaluate(values);
}
