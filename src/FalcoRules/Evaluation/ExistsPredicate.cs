namespace FalcoRules.Evaluation;

/// <summary><c>field exists</c></summary>
internal sealed class ExistsPredicate(ValueSource source) : Predicate
{
    /// <inheritdoc/>
    public override bool Test(EventValues values) => source.Count(values) != EventValues.NoValue;
}
