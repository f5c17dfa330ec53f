using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>Holds where all operands hold; looks at no more of them than it must.</summary>
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
