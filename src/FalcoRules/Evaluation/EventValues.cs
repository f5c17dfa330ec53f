using System.Diagnostics;

namespace FalcoRules.Evaluation;

/// <summary>
/// The values of one event's fields, read when they are first asked for and at most once. A slot stands for a field with its argument;
/// <see cref="RuleProgram.Slots"/> says which. No allocation per event once the buffers have grown.
/// </summary>
public abstract class EventValues
{
    private readonly Slot[] _slots;
    private Value[] _values = new Value[256];
    private int _valueCount;
    private byte[] _bytes = new byte[16 * 1024];
    private int _byteCount;
    private uint _generation = 1;

    /// <summary>Values for a program with that many slots.</summary>
    protected EventValues(int slotCount) => _slots = new Slot[slotCount];

    /// <summary>Whether the field has a value in this event.</summary>
    public bool Exists(int slot) => Count(slot) > 0;

    /// <summary>How many values the field has; 0 is "no value".</summary>
    public int Count(int slot)
    {
        ref var entry = ref _slots[slot];
        if (entry.Generation != _generation)
        {
            // Marked first: whatever Read does, a field is read once.
            entry = new Slot(_generation, _valueCount, 0);
            Read(slot);
            entry.Count = _valueCount - entry.First;
        }

        return entry.Count;
    }

    /// <summary>The bytes of a text (UTF-8), an address or a network (network order).</summary>
    public ReadOnlySpan<byte> Bytes(int slot, int index)
    {
        Debug.Assert(index < Count(slot));
        ref readonly var value = ref _values[_slots[slot].First + index];
        return _bytes.AsSpan(value.Start, value.Length);
    }

    /// <summary>A number, a duration or time in nanoseconds, or a truth value as 0 or 1.</summary>
    public ulong Number(int slot, int index)
    {
        Debug.Assert(index < Count(slot));
        return _values[_slots[slot].First + index].Number;
    }

    /// <summary>Forgets everything: the next event is there.</summary>
    protected void Clear()
    {
        _valueCount = 0;
        _byteCount = 0;
        if (++_generation == 0)
        {
            Array.Clear(_slots);
            _generation = 1;
        }
    }

    /// <summary>Reads one field: adds its values in order, or none.</summary>
    protected abstract void Read(int slot);

    /// <summary>Adds a text, an address or a network to the slot that is being read.</summary>
    protected void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _byteCount)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_byteCount + bytes.Length)));
        }

        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        Append(new Value(0, _byteCount, bytes.Length));
        _byteCount += bytes.Length;
    }

    /// <summary>Adds a number, a duration, a time or a truth value to the slot that is being read.</summary>
    protected void Add(ulong number) => Append(new Value(number, 0, 0));

    private void Append(Value value)
    {
        if (_valueCount == _values.Length)
        {
            Array.Resize(ref _values, _values.Length * 2);
        }

        _values[_valueCount++] = value;
    }

    private struct Slot(uint generation, int first, int count)
    {
        public uint Generation = generation;
        public int First = first;
        public int Count = count;
    }

    private readonly record struct Value(ulong Number, int Start, int Length);
}
