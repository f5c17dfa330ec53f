using System.Collections.Immutable;

namespace FalcoRules.Evaluation;

/// <summary>True if one operand is true; stops at the first one that is true.</summary>
internal sealed class OrPredicate(ImmutableArray<Predicate> operands) : Predicate
{
    /// <inheritdoc/>
    public override RequiredValues Required { get; } = RequiredValues.Any([.. operands.Select(operand => operand.Required)]);

    /// <inheritdoc/>
    public override bool Test(EventValues values)
    {
        foreach (var operand in operands)
        {
            if (operand.Test(values))
            {
                return true;
            }
        }

        return false;
    }
}
