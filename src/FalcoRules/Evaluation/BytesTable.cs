using System.Buffers.Binary;
using System.Numerics;

namespace FalcoRules.Evaluation;

/// <summary>
/// Looks constants up by their bytes. The constants come from rules and the table does not change, so a simple hash is enough: what an event says
/// can make no lookup longer than the rules make it.
/// </summary>
internal sealed class BytesTable<T>
    where T : class
{
    // A power of two of slots, at most half of them taken; a key's slot is the first free or equal one from its hash on.
    private readonly Entry[] _slots;

    /// <param name="entries">The constants and what stands for them; of equal ones the first counts.</param>
    public BytesTable(IReadOnlyCollection<KeyValuePair<byte[], T>> entries)
    {
        _slots = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count * 2))];
        foreach (var (key, value) in entries)
        {
            ref var slot = ref Slot(key);
            slot = slot.Value is null ? new Entry(key, value) : slot;
        }
    }

    /// <summary>What stands for the key; null where it is none of the constants.</summary>
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
