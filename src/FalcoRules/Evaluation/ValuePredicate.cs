namespace FalcoRules.Evaluation;

/// <summary>Compares a field that has one value. False if it has no value.</summary>
internal sealed class ValuePredicate(ValueSource source, Matcher matcher) : Predicate
{
    /// <inheritdoc/>
    public override RequiredValues Required { get; } =
        source.Slot is { } slot && matcher.OnlyMatches is { } expected ? RequiredValues.Slot(slot, expected) : RequiredValues.None;

    /// <inheritdoc/>
    public override bool Test(EventValues values) => source.Count(values) > 0 && matcher.Matches(values, source, 0);
}
