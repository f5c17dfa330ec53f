namespace FalcoRules.Evaluation;

/// <summary><c>len()</c>: the number of values of a list, or the number of bytes of a string.</summary>
internal sealed class LengthTransform(int slot, ValueSource input, bool isList) : Transform(slot)
{
    /// <inheritdoc/>
    public override bool ReadInputs(EventValues values) => input.Count(values) != EventValues.NoValue;

    /// <inheritdoc/>
    public override bool Compute(EventValues values)
    {
        values.AddComputed((ulong)(isList ? input.Count(values) : input.Bytes(values, 0).Length));
        return true;
    }
}
