namespace FalcoRules.Evaluation;

/// <summary><c>len()</c>: how many values a list has, or how many bytes a text.</summary>
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
