namespace FalcoRules.Evaluation;

/// <summary>Compares a number with a constant one.</summary>
internal sealed class NumberMatcher(ComparisonOperator op, ulong expected) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => NumberComparison.Test(op, source.Number(values, index), expected);
}
