using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Memory;

/// <summary>
/// The value offsets of a call with several fields: those of one field after the other, as the ABI specifies. They stay valid until the next such call. The
/// offsets of a call with one field need no copy, and stay valid as long as the values.
/// </summary>
internal sealed unsafe class ValueOffsetsBuffer
{
    private const int MinCapacity = 256;

    private uint* _starts;
    private uint* _lengths;
    private int _capacity;
    private int _count;

    /// <summary>Begins a call.</summary>
    public void Begin() => _count = 0;

    /// <summary>Adds the next field of the call.</summary>
    /// <param name="starts">The offset of each value of the field.</param>
    /// <param name="lengths">The length of each value of the field.</param>
    /// <param name="count">The number of values.</param>
    public void Add(uint* starts, uint* lengths, int count)
    {
        Reserve(checked(_count + count));
        new ReadOnlySpan<uint>(starts, count).CopyTo(new Span<uint>(_starts + _count, count));
        new ReadOnlySpan<uint>(lengths, count).CopyTo(new Span<uint>(_lengths + _count, count));
        _count += count;
    }

    /// <summary>Returns the offsets of all fields to the host.</summary>
    public void Write(ValueOffsets* target)
    {
        target->Start = _starts;
        target->Length = _lengths;
    }

    /// <summary>Frees the memory. The object can be used again.</summary>
    public void Free()
    {
        NativeMemory.Free(_starts);
        NativeMemory.Free(_lengths);
        _starts = _lengths = null;
        _capacity = _count = 0;
    }

    private void Reserve(int count)
    {
        if (count > _capacity)
        {
            // The capacity changes last, because either allocation may fail.
            var capacity = Math.Max(Math.Max(MinCapacity, count), (int)Math.Min(_capacity * 2L, Array.MaxLength));
            _starts = (uint*)NativeMemory.Realloc(_starts, (nuint)capacity * sizeof(uint));
            _lengths = (uint*)NativeMemory.Realloc(_lengths, (nuint)capacity * sizeof(uint));
            _capacity = capacity;
        }
    }
}
