namespace FalcoRules.Evaluation;

/// <summary>Compares one value with constants, which were prepared when the condition was compiled.</summary>
internal abstract class Matcher
{
    /// <summary>The only bytes that match; null if other bytes may match.</summary>
    public virtual IReadOnlyCollection<byte[]>? OnlyMatches => null;

    /// <summary>Whether the value matches.</summary>
    /// <param name="values">The event's values.</param>
    /// <param name="source">The source of the value; its count was already read.</param>
    /// <param name="index">Which of its values.</param>
    public abstract bool Matches(EventValues values, ValueSource source, int index);
}
