using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>True if all operands are true; stops at the first one that is false.</summary>
internal sealed class AndPredicate(ImmutableArray<Predicate> operands) : Predicate
{
    /// <inheritdoc/>
    public override RequiredValues Required { get; } = RequiredValues.All(operands.Select(operand => operand.Required));

    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        foreach (var operand in operands)
        {
            if (!operand.Test(values))
            {
                return false;
            }
        }

        return true;
    }
}
