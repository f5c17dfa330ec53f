using System.Diagnostics;

namespace FalcoRules.Evaluation;

/// <summary>
/// The values of one event's fields, read on first use and at most once. A slot is a field with its argument;
/// <see cref="RuleProgram.Slots"/> says which. No allocation per event once the buffers have grown.
/// </summary>
public abstract class EventValues
{
    /// <summary>The count of a computed slot that has no value. A computed list can have a value and be empty.</summary>
    internal const int NoValue = -1;

    /// <summary>The bytes of all values of an event beyond which transformers produce no values.</summary>
    internal const int MaxComputedBytes = 64 << 20;

    private readonly SlotValues[] _slots;
    private SlotValues[] _computed = [];
    private uint[] _remembered = [];
    private ulong[] _candidates = [];
    private Value[] _values = new Value[256];
    private int _valueCount;
    private byte[] _bytes = new byte[16 * 1024];
    private int _byteCount;
    private uint _generation = 1;

    /// <summary>Values for a program with that many slots.</summary>
    protected EventValues(int slotCount) => _slots = new SlotValues[slotCount];

    /// <summary>Whether the field has a value in this event.</summary>
    public bool Exists(int slot) => Count(slot) > 0;

    /// <summary>How many values the field has; 0 is "no value".</summary>
    public int Count(int slot)
    {
        ref var entry = ref _slots[slot];
        if (entry.Generation != _generation)
        {
            // Marked first, so that a field is read once even if Read fails.
            entry = new SlotValues(_generation, _valueCount, 0);
            Read(slot);
            entry.Count = _valueCount - entry.First;
        }

        return entry.Count;
    }

    /// <summary>The bytes of a string (UTF-8), an address or a network (network order).</summary>
    public ReadOnlySpan<byte> Bytes(int slot, int index)
    {
        Debug.Assert(index < Count(slot));
        return BytesAt(_slots[slot].First + index);
    }

    /// <summary>A number, a duration or time in nanoseconds, or a boolean as 0 or 1.</summary>
    public ulong Number(int slot, int index)
    {
        Debug.Assert(index < Count(slot));
        return _values[_slots[slot].First + index].Number;
    }

    /// <summary>The number of values that a transformer produces; <see cref="NoValue"/> if it produces none.</summary>
    internal int Count(Transform transform)
    {
        if (transform.Slot >= _computed.Length)
        {
            Array.Resize(ref _computed, Math.Max(8, (transform.Slot + 1) * 2));
        }

        if (_computed[transform.Slot].Generation == _generation)
        {
            return _computed[transform.Slot].Count;
        }

        // Its inputs are read first, so that its own values are contiguous and follow theirs.
        var ready = transform.ReadInputs(this);
        var first = _valueCount;
        var count = ready && _byteCount <= MaxComputedBytes && transform.Compute(this) ? _valueCount - first : NoValue;
        _computed[transform.Slot] = new SlotValues(_generation, first, count);
        return count;
    }

    /// <summary>The bytes of a value that a transformer produced.</summary>
    internal ReadOnlySpan<byte> Bytes(Transform transform, int index) => BytesAt(_computed[transform.Slot].First + index);

    /// <summary>A number that a transformer produced.</summary>
    internal ulong Number(Transform transform, int index) => _values[_computed[transform.Slot].First + index].Number;

    /// <summary>The result of the predicate for this event; it is evaluated once.</summary>
    internal bool Remember(int memo, Predicate predicate)
    {
        if (memo >= _remembered.Length)
        {
            Array.Resize(ref _remembered, Math.Max(64, (memo + 1) * 2));
        }

        // A memo is its event's generation, doubled, and the result as the last bit.
        var known = _remembered[memo];
        if (known >> 1 != _generation)
        {
            known = (_generation << 1) | (predicate.Test(this) ? 1u : 0u);
            _remembered[memo] = known;
        }

        return (known & 1) != 0;
    }

    /// <summary>A buffer for a set of rules, with the given number of words.</summary>
    internal Span<ulong> Candidates(int words)
    {
        if (_candidates.Length < words)
        {
            _candidates = new ulong[words];
        }

        return _candidates.AsSpan(0, words);
    }

    /// <summary>A buffer for bytes that a transformer produces; <see cref="AddReserved"/> adds them.</summary>
    internal Span<byte> Reserve(int length)
    {
        if (length > _bytes.Length - _byteCount)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_byteCount + length)));
        }

        return _bytes.AsSpan(_byteCount, length);
    }

    /// <summary>Adds the first bytes of the buffer that was reserved last.</summary>
    internal void AddReserved(int length)
    {
        Append(new Value(0, _byteCount, length));
        _byteCount += length;
    }

    /// <summary>Adds a number that a transformer produces.</summary>
    internal void AddComputed(ulong number) => Append(new Value(number, 0, 0));

    /// <summary>Discards all values, for the next event.</summary>
    protected void Clear()
    {
        _valueCount = 0;
        _byteCount = 0;
        if (++_generation > uint.MaxValue >> 1)
        {
            Array.Clear(_slots);
            Array.Clear(_computed);
            Array.Clear(_remembered);
            _generation = 1;
        }
    }

    /// <summary>Reads one field: adds its values in order, or none.</summary>
    protected abstract void Read(int slot);

    /// <summary>Adds a string, an address or a network to the slot that is being read.</summary>
    protected void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        AddReserved(bytes.Length);
    }

    /// <summary>Adds a number, a duration, a time or a boolean to the slot that is being read.</summary>
    protected void Add(ulong number) => Append(new Value(number, 0, 0));

    private ReadOnlySpan<byte> BytesAt(int position)
    {
        ref readonly var value = ref _values[position];
        return _bytes.AsSpan(value.Start, value.Length);
    }

    private void Append(Value value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount++] = value;
    }

    // Where the values of a slot are; they belong to the event of that generation.
    private struct SlotValues(uint generation, int first, int count)
    {
        public uint Generation = generation;
        public int First = first;
        public int Count = count;
    }

    private readonly record struct Value(ulong Number, int Start, int Length);
}
