namespace FalcoRules.Evaluation;

/// <summary>Compares the bytes of a string or an address with a constant.</summary>
internal sealed class BytesMatcher(Comparison comparison, byte[] expected) : Matcher
{
    private readonly BytesTest _test = comparison.Bytes;

    /// <inheritdoc/>
    public override IReadOnlyCollection<byte[]>? OnlyMatches => comparison == Comparison.Equality ? [expected] : null;

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => _test(source.Bytes(values, index), expected);
}
