namespace FalcoRules.Evaluation;

/// <summary>A compiled condition. Immutable.</summary>
internal abstract class Predicate
{
    /// <summary>Whether the condition is true for the event.</summary>
    public abstract bool Test(EventValues values);

    /// <summary>Values without which the condition cannot be true; none if they are not known.</summary>
    public virtual RequiredValues Required => RequiredValues.None;
}
