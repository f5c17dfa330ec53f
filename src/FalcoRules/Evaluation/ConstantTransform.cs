namespace FalcoRules.Evaluation;

/// <summary>A constant string in a transformer's arguments.</summary>
internal sealed class ConstantTransform(int slot, byte[] text) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values) => true;

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        text.CopyTo(values.Reserve(text.Length));
        values.AddReserved(text.Length);
        return true;
    }
}
