namespace FalcoPlugin.Json;

/// <summary>
/// The members of one object, each name once, at its first occurrence; for a duplicate name the last value wins. One instance reads one object
/// after the other. Names are found by hash, with a seed per process, so that the cost of an object with thousands of members is linear.
/// </summary>
public sealed class JsonMembers
{
    private const int FirstCapacity = 16;

    private Member[] _members = new Member[FirstCapacity];

    // Numbers of members, plus one; the number of slots is a power of two, at most half of them used.
    private int[] _slots = new int[FirstCapacity * 2];
    private int _slotCount;
    private byte[] _name = new byte[256];
    private byte[] _otherName = new byte[256];

    /// <summary>The number of members.</summary>
    public int Count { get; private set; }

    /// <summary>A member; the range of the name includes its quotes.</summary>
    public (JsonRange Name, JsonRange Value) this[int number] => (_members[number].Name, _members[number].Value);

    /// <summary>Reads the members of an object that <see cref="JsonScanner"/> accepted.</summary>
    public void Read(ReadOnlySpan<byte> json, JsonRange source)
    {
        Count = 0;
        ClearSlots(FirstCapacity * 2);
        var position = JsonScanner.SkipWhiteSpace(json, source.Start + 1);
        while (position < json.Length && json[position] == '"')
        {
            var name = ReadRange(json, ref position, source.Index);
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, position) + 1);
            Add(json, name, ReadRange(json, ref position, source.Index));
            position = JsonScanner.SkipWhiteSpace(json, JsonScanner.SkipWhiteSpace(json, position) + 1);
        }
    }

    private static JsonRange ReadRange(ReadOnlySpan<byte> json, ref int position, int index)
    {
        var start = position;
        position = JsonScanner.SkipValue(json, start);
        return new JsonRange(start, position - start, index);
    }

    private void Add(ReadOnlySpan<byte> json, JsonRange name, JsonRange value)
    {
        var text = JsonText.Read(name.Of(json), ref _name);
        var hash = Hash(text);
        var slot = hash;
        while (_slots[slot & (_slotCount - 1)] is var number and > 0)
        {
            ref var member = ref _members[number - 1];
            if (member.Hash == hash && text.SequenceEqual(JsonText.Read(member.Name.Of(json), ref _otherName)))
            {
                member.Value = value;
                return;
            }

            slot++;
        }

        _slots[slot & (_slotCount - 1)] = Count + 1;
        Append(new Member { Name = name, Value = value, Hash = hash });
    }

    private void Append(Member member)
    {
        if (Count == _members.Length)
        {
            Array.Resize(ref _members, Count * 2);
        }

        _members[Count++] = member;
        if (Count * 2 > _slotCount)
        {
            Rehash();
        }
    }

    private void Rehash()
    {
        ClearSlots(_slotCount * 2);
        for (var i = 0; i < Count; i++)
        {
            var slot = _members[i].Hash;
            while (_slots[slot & (_slotCount - 1)] > 0)
            {
                slot++;
            }

            _slots[slot & (_slotCount - 1)] = i + 1;
        }
    }

    private void ClearSlots(int count)
    {
        if (_slots.Length < count)
        {
            _slots = new int[count];
        }

        _slotCount = count;
        _slots.AsSpan(0, count).Clear();
    }

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    private struct Member
    {
        public JsonRange Name;
        public JsonRange Value;
        public int Hash;
    }
}
