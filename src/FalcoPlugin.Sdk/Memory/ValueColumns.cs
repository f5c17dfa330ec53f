using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Memory;

/// <summary>
/// The values of an event in the three columns that the host reads, in one block of native memory. Rows never move once their field is finished: a full
/// block stays until the event ends, and a larger one follows.
/// <code>
///  | slot u64, one for each value … | offset u32 … | length u32 … |
/// </code>
/// A slot is a number, a boolean, or a pointer to a string or a buffer. Offset and length tell where the value is in the event; 0 and 0 if it is computed.
/// </summary>
internal unsafe struct ValueColumns
{
    private const int MinCapacity = 256;
    private const int RowSize = sizeof(ulong) + (2 * sizeof(uint));

    // 4 MB; see ByteArena.
    private const int MaxIdleCapacity = 256 * 1024;

    private int _capacity;

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The first column.</summary>
    public ulong* Slots { get; private set; }

    /// <summary>The second column, in bytes from the start of the event's header.</summary>
    public uint* Offsets { get; private set; }

    /// <summary>The third column, in bytes.</summary>
    public uint* Lengths { get; private set; }

    /// <summary>Whether <see cref="Grow"/> must be called before the next row.</summary>
    public readonly bool IsFull => Count == _capacity;

    /// <summary>Adds a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong slot, uint offset, uint length)
    {
        var row = (nuint)(uint)Count;
        Slots[row] = slot;
        Offsets[row] = offset;
        Lengths[row] = length;
        Count = (int)row + 1;
    }

    /// <summary>Continues in a larger block.</summary>
    /// <param name="first">The first row of the current field. It moves to the new block with the rows after it, because the host reads a field's values as one
    /// array.</param>
    /// <param name="fullBlocks">Receives the current block.</param>
    public void Grow(int first, FullBlocks fullBlocks)
    {
        var capacity = Math.Max(MinCapacity, checked(_capacity * 2));
        var slots = (ulong*)NativeMemory.Alloc((nuint)capacity, RowSize);
        var offsets = (uint*)(slots + capacity);
        var lengths = offsets + capacity;
        var count = Count - first;
        new ReadOnlySpan<ulong>(Slots + first, count).CopyTo(new Span<ulong>(slots, count));
        new ReadOnlySpan<uint>(Offsets + first, count).CopyTo(new Span<uint>(offsets, count));
        new ReadOnlySpan<uint>(Lengths + first, count).CopyTo(new Span<uint>(lengths, count));
        fullBlocks.Add(Slots);
        Slots = slots;
        Offsets = offsets;
        Lengths = lengths;
        (_capacity, Count) = (capacity, count);
    }

    /// <summary>Removes the rows from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        if (_capacity > MaxIdleCapacity)
        {
            Free();
        }

        Count = 0;
    }

    /// <summary>Frees the current block.</summary>
    public void Free()
    {
        NativeMemory.Free(Slots);
        Slots = null;
        Offsets = Lengths = null;
        _capacity = Count = 0;
    }
}
