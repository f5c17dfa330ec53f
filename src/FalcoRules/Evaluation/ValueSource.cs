namespace FalcoRules.Evaluation;

/// <summary>The source of the values of a predicate or an output: a field's slot or a transformer.</summary>
internal readonly struct ValueSource
{
    private readonly int _slot;
    private readonly Transform? _transform;

    /// <summary>The values of a field.</summary>
    public ValueSource(int slot) => _slot = slot;

    /// <summary>The values that a transformer produces.</summary>
    public ValueSource(Transform transform) => _transform = transform;

    /// <summary>The field's slot; null for a transformer.</summary>
    public int? Slot => _transform is null ? _slot : null;

    /// <summary>The number of values in this event; <see cref="EventValues.NoValue"/> for no value. Call this before reading the values.</summary>
    public int Count(EventValues values)
    {
        if (_transform is not null)
        {
            return values.Count(_transform);
        }

        var count = values.Count(_slot);
        return count == 0 ? EventValues.NoValue : count;
    }

    /// <summary>The bytes of a string, an address or a network.</summary>
    public ReadOnlySpan<byte> Bytes(EventValues values, int index) => _transform is null ? values.Bytes(_slot, index) : values.Bytes(_transform, index);

    /// <summary>A number, a duration, a time or a boolean.</summary>
    public ulong Number(EventValues values, int index) => _transform is null ? values.Number(_slot, index) : values.Number(_transform, index);
}
