using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What was extracted from the current event for fields with an argument: a hash table that is empty again with each event.</summary>
internal sealed unsafe class ExtractedArguments
{
    private Slot[] _slots = new Slot[16];
    private long _event;
    private int _count;

    /// <summary>Begins another event.</summary>
    /// <param name="number">A number above that of all events before.</param>
    public void BeginEvent(long number) => (_event, _count) = (number, 0);

    /// <summary>The entry of a field with its argument; it belongs to no event if there was none. Valid until the next call.</summary>
    /// <param name="asked">The field.</param>
    /// <param name="key">Its key argument.</param>
    /// <param name="values">Receives a copy of the key.</param>
    public ref ExtractedField Find(ExtractField* asked, ReadOnlySpan<byte> key, FieldValues values)
    {
        var hash = Hash(asked->FieldId, asked->ArgumentIndex, key);
        ref var slot = ref Find(hash, asked->FieldId, asked->ArgumentIndex, key);
        if (slot.Event == _event)
        {
            return ref slot.Field;
        }

        if (++_count > _slots.Length / 2)
        {
            Grow();
            slot = ref Find(hash, asked->FieldId, asked->ArgumentIndex, key);
        }

        slot = new Slot { Event = _event, Hash = hash, FieldId = asked->FieldId, Index = asked->ArgumentIndex, Key = values.Copy(key), KeyLength = key.Length };
        return ref slot.Field;
    }

    // Slots of other events are free. Linear probing ends, because half of the slots are.
    private ref Slot Find(uint hash, uint fieldId, ulong index, ReadOnlySpan<byte> key)
    {
        var slots = _slots;
        for (var i = hash; ; i++)
        {
            ref var slot = ref slots[i & (uint)(slots.Length - 1)];
            if (slot.Event != _event || (slot.Hash == hash && slot.FieldId == fieldId && slot.Index == index && key.SequenceEqual(new ReadOnlySpan<byte>(slot.Key, slot.KeyLength))))
            {
                return ref slot;
            }
        }
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (ref var slot in old.AsSpan())
        {
            if (slot.Event == _event)
            {
                Find(slot.Hash, slot.FieldId, slot.Index, new ReadOnlySpan<byte>(slot.Key, slot.KeyLength)) = slot;
            }
        }
    }

    // FNV-1a. Keys come from rules and are short.
    private static uint Hash(uint fieldId, ulong index, ReadOnlySpan<byte> key)
    {
        var hash = (2166136261u ^ fieldId ^ (uint)index) * 16777619u;
        foreach (var b in key)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return hash;
    }

    private struct Slot
    {
        public long Event;
        public ulong Index;
        public byte* Key;
        public int KeyLength;
        public uint FieldId;
        public uint Hash;
        public ExtractedField Field;
    }
}
