using System.Text;

namespace FalcoPlugin.Json;

/// <summary>One step of a <see cref="JsonPathTrie"/>, with a small hash table of the members that lead on.</summary>
internal sealed class JsonPathNode(ulong bit)
{
    // The members of one object that were met are kept as bits of a word.
    private const int MaxMembers = 64;

    private readonly List<(byte[] Key, JsonPathNode Node)> _members = [];

    // A power of two of slots, at most half of them taken; the key's slot is the first free or equal one from its hash on.
    private (byte[]? Key, JsonPathNode? Node)[] _table = new (byte[]?, JsonPathNode?)[2];
    private int _longestKey;

    /// <summary>Number of the path that ends here; negative where none does.</summary>
    public int Path { get; set; } = -1;

    /// <summary>Where an array's elements lead; null where no path goes there.</summary>
    public JsonPathNode? Element { get; private set; }

    /// <summary>This node's bit among the members of its parent.</summary>
    public ulong Bit { get; } = bit;

    public bool HasMembers => _members.Count > 0;

    public List<(byte[] Key, JsonPathNode Node)> Members => _members;

    public JsonPathNode AddElement() => Element ??= new JsonPathNode(bit: 0);

    public JsonPathNode AddMember(string name)
    {
        var key = Encoding.UTF8.GetBytes(name);
        if (FindPlain(key) is { } known)
        {
            return known;
        }

        if (_members.Count == MaxMembers)
        {
            throw new InvalidOperationException($"More than {MaxMembers} members of one object are on the paths; '{name}' is one too many.");
        }

        var node = new JsonPathNode(1ul << _members.Count);
        _members.Add((key, node));
        _longestKey = Math.Max(_longestKey, key.Length);
        Rebuild();
        return node;
    }

    /// <summary>The member that a key leads to, or null.</summary>
    /// <param name="key">The key as it stands between its quotes.</param>
    public JsonPathNode? Find(ReadOnlySpan<byte> key) => FindPlain(key) ?? (key.Contains((byte)'\\') ? FindEscaped(key) : null);

    private JsonPathNode? FindPlain(ReadOnlySpan<byte> key)
    {
        var table = _table;
        for (var slot = Hash(key); ; slot++)
        {
            ref var entry = ref table[slot & (table.Length - 1)];
            if (entry.Key is null || key.SequenceEqual(entry.Key))
            {
                return entry.Node;
            }
        }
    }

    private JsonPathNode? FindEscaped(ReadOnlySpan<byte> key)
    {
        const int longestEscape = 6;
        const int longestSearched = 1024;
        if (key.Length > longestEscape * _longestKey || key.Length > longestSearched)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[JsonText.WorstLength(longestSearched)];
        return FindPlain(text[..JsonText.Unescape(key, text)]);
    }

    private void Rebuild()
    {
        var size = _table.Length;
        while (size < _members.Count * 2)
        {
            size *= 2;
        }

        _table = new (byte[]?, JsonPathNode?)[size];
        foreach (var (key, node) in _members)
        {
            var slot = Hash(key);
            while (_table[slot & (size - 1)].Key is not null)
            {
                slot++;
            }

            _table[slot & (size - 1)] = (key, node);
        }
    }

    private static int Hash(ReadOnlySpan<byte> key) => key.IsEmpty ? 0 : (key.Length * 7) + (key[0] * 3) + key[^1];
}
