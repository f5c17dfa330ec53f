namespace FalcoRules.Evaluation;

/// <summary>Compares a number with a constant one.</summary>
internal sealed class NumberMatcher(NumberTest test, ulong expected) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => test(source.Number(values, index), expected);
}
