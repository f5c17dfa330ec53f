namespace FalcoRules.Evaluation;

/// <summary>Looks a number up in a set of constants.</summary>
internal sealed class NumberSetMatcher(HashSet<ulong> members) : Matcher
{
    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index) => members.Contains(source.Number(values, index));
}
