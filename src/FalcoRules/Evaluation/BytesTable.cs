using System.Buffers.Binary;
using System.Numerics;

namespace FalcoRules.Evaluation;

/// <summary>
/// Looks constants up by their bytes. The constants come from rules and the table does not change, so a simple hash is enough: the content of an event
/// cannot make a lookup slower than the rules do.
/// </summary>
internal sealed class BytesTable<T>
    where T : class
{
    // The number of slots is a power of two, at most half of them used; a key's slot is the first free or equal one from its hash on.
    private readonly Entry[] _slots;

    /// <param name="entries">The constants and their values; the first of equal constants wins.</param>
    public BytesTable(IReadOnlyCollection<KeyValuePair<byte[], T>> entries)
    {
        _slots = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count * 2))];
        foreach (var (key, value) in entries)
        {
            ref var slot = ref Slot(key);
            slot = slot.Value is null ? new Entry(key, value) : slot;
        }
    }

    /// <summary>The value for the key; null if it is not one of the constants.</summary>
    public T? Find(ReadOnlySpan<byte> key) => Slot(key).Value;

    private ref Entry Slot(ReadOnlySpan<byte> key)
    {
        var slots = _slots;
        for (var i = Hash(key); ; i++)
        {
            ref var slot = ref slots[i & (slots.Length - 1)];
            if (slot.Value is null || key.SequenceEqual(slot.Key))
            {
                return ref slot;
            }
        }
    }

    // Mixes the length with both ends, which overlap in a short key.
    private static int Hash(ReadOnlySpan<byte> key)
    {
        ulong head, tail;
        if (key.Length >= sizeof(ulong))
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(key);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(key[^sizeof(ulong)..]);
        }
        else if (key.Length >= sizeof(uint))
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(key);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(key[^sizeof(uint)..]);
        }
        else
        {
            head = key.IsEmpty ? 0u : key[0];
            tail = key.IsEmpty ? 0u : key[key.Length / 2] | ((uint)key[^1] << 8);
        }

        var mixed = (head ^ BitOperations.RotateLeft(tail, 23) ^ (uint)key.Length) * 0x9E37_79B9_7F4A_7C15;
        return (int)(mixed >> 33);
    }

    private readonly record struct Entry(byte[] Key, T Value);
}
