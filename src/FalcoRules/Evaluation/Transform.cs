namespace FalcoRules.Evaluation;

/// <summary>A transformer over its inputs. Immutable; what it makes of an event is kept by <see cref="EventValues"/>.</summary>
internal abstract class Transform(int slot)
{
    /// <summary>Its place among the computed values.</summary>
    public int Slot { get; } = slot;

    /// <summary>Reads what the transformer needs; false where one of its inputs has no value.</summary>
    public abstract bool ReadInputs(EventValues values);

    /// <summary>Adds what the transformer makes of its inputs, which were read; false where it makes no value of them.</summary>
    public abstract bool Compute(EventValues values);
}
