namespace FalcoRules.Evaluation;

/// <summary>Looks a string or an address up in a set of constants.</summary>
internal sealed class BytesSetMatcher : Matcher
{
    private readonly byte[][] _members;
    private readonly BytesTable<byte[]> _table;

    /// <param name="members">The constants.</param>
    public BytesSetMatcher(IEnumerable<byte[]> members)
    {
        _members = [.. members];
        _table = new BytesTable<byte[]>([.. _members.Select(member => KeyValuePair.Create(member, member))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<byte[]> OnlyMatches => _members;

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => _table.Find(source.Bytes(values, index)) is not null;
}
