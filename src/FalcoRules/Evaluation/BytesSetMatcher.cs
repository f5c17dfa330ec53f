namespace FalcoRules.Evaluation;

/// <summary>Looks a text or an address up among constants.</summary>
internal sealed class BytesSetMatcher : Matcher
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _members;
    private readonly int _shortest;
    private readonly int _longest;

    /// <param name="members">The constants.</param>
    public BytesSetMatcher(IEnumerable<byte[]> members)
    {
        var set = new HashSet<byte[]>(members, BytesComparer.Instance);
        _members = set.GetAlternateLookup<ReadOnlySpan<byte>>();
        _shortest = set.Count == 0 ? int.MaxValue : set.Min(member => member.Length);
        _longest = set.Count == 0 ? -1 : set.Max(member => member.Length);
    }

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index)
    {
        var value = source.Bytes(values, index);
        return value.Length >= _shortest && value.Length <= _longest && _members.Contains(value);
    }
}
