using System.Collections.Immutable;

namespace FalcoRules.Explanations;

/// <summary>The result of a part of a condition for one event.</summary>
/// <param name="Part">The part.</param>
/// <param name="IsTrue">Whether it is true.</param>
/// <param name="Parts">The results of its parts.</param>
/// <param name="Values">The values of the fields that it reads.</param>
public sealed record ConditionResult(ConditionPart Part, bool IsTrue, ImmutableArray<ConditionResult> Parts, ImmutableArray<FieldReading> Values)
{
    /// <summary>
    /// The comparisons that make it true or false: of an <c>and</c> that is false the first part that is false, of an <c>or</c> that is true the first
    /// part that is true, otherwise all parts.
    /// </summary>
    public IEnumerable<ConditionResult> Deciding => Part.Kind switch
    {
        ConditionPartKind.Comparison => [this],
        ConditionPartKind.And when !IsTrue => Parts.First(part => !part.IsTrue).Deciding,
        ConditionPartKind.Or when IsTrue => Parts.First(part => part.IsTrue).Deciding,
        _ => Parts.SelectMany(part => part.Deciding),
    };
}
