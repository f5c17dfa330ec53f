namespace FalcoRules.Evaluation;

/// <summary>Holds where the operand does not.</summary>
internal sealed class NotPredicate(Predicate operand) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values) => !operand.Test(values);
}
