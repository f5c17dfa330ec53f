using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The values that were extracted from the current event for fields with an argument: a hash table that is cleared with each event.</summary>
internal sealed unsafe class ExtractedArguments
{
    private ArgumentEntry[] _entries = new ArgumentEntry[16];
    private long _event;
    private int _count;

    /// <summary>Begins another event.</summary>
    /// <param name="number">A number that is larger than those of all previous events.</param>
    public void BeginEvent(long number) => (_event, _count) = (number, 0);

    /// <summary>The entry of a field with its argument; it belongs to no event if it is new. Valid until the next call.</summary>
    /// <param name="request">The field.</param>
    /// <param name="key">Its key argument.</param>
    /// <param name="values">Receives a copy of the key.</param>
    public ref ExtractedField Find(ExtractField* request, ReadOnlySpan<byte> key, FieldValues values)
    {
        var hash = Hash(request->FieldId, request->ArgumentIndex, key);
        ref var entry = ref Find(hash, request->FieldId, request->ArgumentIndex, key);
        if (entry.Event == _event)
        {
            return ref entry.Field;
        }

        if (++_count > _entries.Length / 2)
        {
            Grow();
            entry = ref Find(hash, request->FieldId, request->ArgumentIndex, key);
        }

        entry = new ArgumentEntry
        {
            Event = _event,
            Hash = hash,
            FieldId = request->FieldId,
            Index = request->ArgumentIndex,
            Key = values.Copy(key),
            KeyLength = key.Length,
        };
        return ref entry.Field;
    }

    // Entries of other events are free. Linear probing ends, because at least half of the entries are free.
    private ref ArgumentEntry Find(uint hash, uint fieldId, ulong index, ReadOnlySpan<byte> key)
    {
        var entries = _entries;
        for (var i = hash; ; i++)
        {
            ref var entry = ref entries[i & (uint)(entries.Length - 1)];
            if (entry.Event != _event
                || (entry.Hash == hash
                    && entry.FieldId == fieldId
                    && entry.Index == index
                    && key.SequenceEqual(new ReadOnlySpan<byte>(entry.Key, entry.KeyLength))))
            {
                return ref entry;
            }
        }
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new ArgumentEntry[old.Length * 2];
        foreach (ref var entry in old.AsSpan())
        {
            if (entry.Event == _event)
            {
                Find(entry.Hash, entry.FieldId, entry.Index, new ReadOnlySpan<byte>(entry.Key, entry.KeyLength)) = entry;
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

    private struct ArgumentEntry
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
