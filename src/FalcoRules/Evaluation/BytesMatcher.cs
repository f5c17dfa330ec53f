namespace FalcoRules.Evaluation;

/// <summary>Compares the bytes of a string or an address with a constant.</summary>
internal sealed class BytesMatcher(ComparisonOperator op, byte[] expected) : Matcher
{
    /// <inheritdoc/>
    public override IReadOnlyCollection<byte[]>? OnlyMatches => op is ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects ? [expected] : null;

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => BytesComparison.Test(op, source.Bytes(values, index), expected);
}
