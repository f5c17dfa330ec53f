using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace FalcoPlugin.Json;

/// <summary>One step of a <see cref="JsonPathTrie"/>, with a small hash table of its child members.</summary>
/// <param name="number">This node's number among those of its trie.</param>
/// <param name="bit">This node's bit among the members of its parent.</param>
/// <param name="depth">Number of objects and arrays that contain it.</param>
/// <param name="name">The member's name; empty for an element, and for the document.</param>
internal sealed class JsonPathNode(int number, ulong bit, int depth, string name = "")
{
    /// <summary>How many members of an object a reader can distinguish: it stores those that occurred as bits of a word.</summary>
    public const int MaxMembers = 64;

    private readonly JsonKey _key = new(name);

    private readonly List<(byte[] Key, JsonPathNode Node)> _members = [];

    // The number of slots is a power of two, at most half of them used; the key's slot is the first free or equal one from its hash on.
    private Entry[] _table = new Entry[2];
    private int _maxKeyLength;

    /// <summary>The member's name; empty for an element, and for the document.</summary>
    public string Name { get; } = name;

    /// <summary>Number of the path that ends here; negative if none does.</summary>
    public int Path { get; set; } = -1;

    /// <summary>Number of objects and arrays that contain it.</summary>
    public int Depth { get; } = depth;

    /// <summary>Whether a path continues from here.</summary>
    public bool HasPathsBelow { get; set; }

    /// <summary>Whether everything in the value of the path that ends here belongs to it, except what is on a longer path.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The number passed to <see cref="JsonPathTrie.Capture"/>; 0 if there is none.</summary>
    public int Capture { get; set; }

    /// <summary>Whether a walk pauses here.</summary>
    public bool IsPause { get; set; }

    /// <summary>The bits of the members where a walk pauses.</summary>
    public ulong Pauses { get; set; }

    /// <summary>The node of an array's elements; null if it is on no path.</summary>
    public JsonPathNode? Element { get; private set; }

    /// <summary>This node's bit among the members of its parent; 0 if the parent has more than <see cref="MaxMembers"/> before it.</summary>
    public ulong Bit { get; } = bit;

    /// <summary>Index where a reader stores the member that it expects first.</summary>
    public int FirstSlot { get; } = number * 2;

    /// <summary>Index where a reader stores the member that it expects after this one.</summary>
    public int NextSlot { get; } = number * 2 + 1;

    /// <summary>Length of the member's key in its usual form, with quotes and colon, in bytes; 0 if it has no usual form.</summary>
    public int KeyLength => _key.Length;

    public bool HasMembers => _members.Count > 0;

    public List<(byte[] Key, JsonPathNode Node)> Members => _members;

    /// <summary>Whether the member's key in its usual form is at an offset, with its colon; false means unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKeyAt(ReadOnlySpan<byte> json, int position) => _key.IsAt(json, position);

    /// <summary>Copies everything but the children from a node of another trie.</summary>
    public void Assign(JsonPathNode other) =>
        (Path, HasPathsBelow, IsWhole, Capture, IsPause, Pauses) = (other.Path, other.HasPathsBelow, other.IsWhole, other.Capture, other.IsPause, other.Pauses);

    /// <param name="count">Number of nodes; incremented if one is added.</param>
    public JsonPathNode AddElement(ref int count) => Element ??= new JsonPathNode(count++, bit: 0, Depth + 1);

    /// <param name="name">The member's name.</param>
    /// <param name="count">Number of nodes; incremented if one is added.</param>
    public JsonPathNode AddMember(string name, ref int count)
    {
        var key = Encoding.UTF8.GetBytes(name);
        if (FindPlain(key) is { } known)
        {
            return known;
        }

        var bit = _members.Count < MaxMembers ? 1ul << _members.Count : 0;
        var node = new JsonPathNode(count++, bit, Depth + 1, name);
        _members.Add((key, node));
        _maxKeyLength = Math.Max(_maxKeyLength, key.Length);
        Rebuild();
        return node;
    }

    /// <summary>The member of a key; null if it is not on a path.</summary>
    /// <param name="json">The document.</param>
    /// <param name="start">Offset of the key's first byte, after its quote.</param>
    /// <param name="length">Number of bytes between its quotes.</param>
    /// <param name="isPlain">Whether it has no escapes; false means unknown.</param>
    public JsonPathNode? Find(ReadOnlySpan<byte> json, int start, int length, bool isPlain)
    {
        // A key of at most eight bytes is identified by its first word, which may be read past the key if the document continues.
        var key = json.Slice(start, length);
        var found = json.Length - start >= sizeof(ulong)
            ? Find(key, Word(ref MemoryMarshal.GetReference(key), length))
            : FindPlain(key);
        return found is null && !isPlain && key.Contains((byte)'\\') ? FindEscaped(key) : found;
    }

    /// <summary>The member of a key; null if it is not on a path.</summary>
    /// <param name="key">The bytes between the key's quotes.</param>
    public JsonPathNode? Find(ReadOnlySpan<byte> key) => FindPlain(key) ?? (key.Contains((byte)'\\') ? FindEscaped(key) : null);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private JsonPathNode? Find(ReadOnlySpan<byte> key, ulong word)
    {
        var table = _table;
        for (var slot = Hash(word, key.Length); ; slot++)
        {
            ref readonly var entry = ref table[slot & (table.Length - 1)];
            if (entry.Node is null || (entry.Word == word && entry.Key.Length == key.Length && (key.Length <= sizeof(ulong) || key.SequenceEqual(entry.Key))))
            {
                return entry.Node;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private JsonPathNode? FindPlain(ReadOnlySpan<byte> key) => Find(key, Word(key));

    private JsonPathNode? FindEscaped(ReadOnlySpan<byte> key)
    {
        const int maxEscape = 6;
        const int maxSearched = 1024;
        if (key.Length > maxEscape * _maxKeyLength || key.Length > maxSearched)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[JsonText.MaxRepairedLength(maxSearched)];
        return FindPlain(text[..JsonText.Unescape(key, text)]);
    }

    private void Rebuild()
    {
        var size = _table.Length;
        while (size < _members.Count * 2)
        {
            size *= 2;
        }

        _table = new Entry[size];
        foreach (var (key, node) in _members)
        {
            var word = Word(key);
            var slot = Hash(word, key.Length);
            while (_table[slot & (size - 1)].Node is not null)
            {
                slot++;
            }

            _table[slot & (size - 1)] = new Entry(key, word, node);
        }
    }

    // The first eight bytes of a key, or all of it and zeros.
    private static ulong Word(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        key[..Math.Min(key.Length, sizeof(ulong))].CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    // The same for a key with at least eight readable bytes from its first on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte key, int length)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref key);
        word = BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
        return length < sizeof(ulong) ? word & ((1ul << (length * 8)) - 1) : word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong word, int length) => (int)(((word ^ (uint)length) * 0x9E37_79B9_7F4A_7C15) >> 40);

    private readonly record struct Entry(byte[] Key, ulong Word, JsonPathNode Node);
}
