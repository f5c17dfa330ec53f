namespace FalcoRules.Evaluation;

/// <summary>A transformer over its inputs. Immutable; <see cref="EventValues"/> stores its result for an event.</summary>
internal abstract class Transform(int slot)
{
    /// <summary>Its index in the computed values.</summary>
    public int Slot { get; } = slot;

    /// <summary>Reads the inputs; false if one of them has no value.</summary>
    public abstract bool ReadInputs(EventValues values);

    /// <summary>Adds the result for the inputs, which were read; false if there is no result.</summary>
    public abstract bool Compute(EventValues values);
}
