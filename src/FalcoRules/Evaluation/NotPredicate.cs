namespace FalcoRules.Evaluation;

/// <summary>True if the operand is false.</summary>
internal sealed class NotPredicate(Predicate operand) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values) => !operand.Test(values);
}
