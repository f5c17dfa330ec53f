using System.Buffers.Binary;
using System.Numerics;

namespace FalcoRules.Evaluation;

/// <summary>
/// Looks constants up by their bytes. The constants come from rules and the table does not change, so a simple hash of both ends is enough, unless many
/// constants differ only between them (<c>system:serviceaccount:…:default</c>): then the hash includes all bytes. The content of an event cannot make a lookup
/// slower.
/// </summary>
internal sealed class BytesTable<T>
    where T : class
{
    // The number of slots is a power of two, at most half of them used; a key's slot is the first free or equal one from its hash on.
    private readonly Entry[] _slots;
    private readonly bool _hashesAllBytes;

    // With a good hash a constant is hardly ever further from its slot.
    private const int MaxProbes = 32;

    /// <param name="entries">The constants and their values; the first of equal constants wins.</param>
    public BytesTable(IReadOnlyCollection<KeyValuePair<byte[], T>> entries)
    {
        _slots = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count * 2))];
        if (!TryFill(entries, MaxProbes))
        {
            _slots.AsSpan().Clear();
            _hashesAllBytes = true;
            TryFill(entries, maxProbes: int.MaxValue);
        }
    }

    /// <summary>The slots that a lookup compares at most. For tests.</summary>
    public int MaxProbeCount { get; private set; }

    /// <summary>The value for the key; null if it is not one of the constants.</summary>
    public T? Find(ReadOnlySpan<byte> key) => Slot(key, out _).Value;

    private bool TryFill(IReadOnlyCollection<KeyValuePair<byte[], T>> entries, int maxProbes)
    {
        MaxProbeCount = 1;
        foreach (var (key, value) in entries)
        {
            ref var slot = ref Slot(key, out var probes);
            slot = slot.Value is null ? new Entry(key, value) : slot;
            MaxProbeCount = Math.Max(MaxProbeCount, probes);
            if (probes > maxProbes)
            {
                return false;
            }
        }

        return true;
    }

    private ref Entry Slot(ReadOnlySpan<byte> key, out int probes)
    {
        var slots = _slots;
        var hash = _hashesAllBytes ? HashAll(key) : Hash(key);
        for (probes = 1; ; hash++, probes++)
        {
            ref var slot = ref slots[hash & (slots.Length - 1)];
            if (slot.Value is null || key.SequenceEqual(slot.Key))
            {
                return ref slot;
            }
        }
    }

    private static int HashAll(ReadOnlySpan<byte> key)
    {
        var mixed = (ulong)Hash(key);
        for (var rest = key; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            mixed = (BitOperations.RotateLeft(mixed, 29) ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * 0x9E37_79B9_7F4A_7C15;
            mixed ^= mixed >> 32;
        }

        return (int)(mixed >> 33);
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
