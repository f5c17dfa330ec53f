namespace FalcoRules.Evaluation;

/// <summary>A compiled condition. Immutable.</summary>
internal abstract class Predicate
{
    /// <summary>Whether the condition holds for the event.</summary>
    public abstract bool Test(EventValues values);

    /// <summary>What the condition cannot hold without; nothing where that is not known.</summary>
    public virtual RequiredValues Required => RequiredValues.None;
}
