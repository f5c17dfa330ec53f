using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Json;

/// <summary>
/// Finds in one pass over a document where the values of all paths of a trie stand. It descends only where a path goes and passes everything else
/// unread, though not unchecked: a document that is not JSON has no values. <c>null</c> is no value. Where an object has a member twice the last one
/// counts, with all that is beneath it.
/// A caller may walk the outermost object itself, member by member (<see cref="Begin"/>, <see cref="PassKey"/>, <see cref="PassValue"/>), and may keep what
/// was found and give it to another reader of the same trie (<see cref="CopyNotes"/>, <see cref="Load"/>), which then need not read.
/// One reader serves one document after the other and allocates only while its documents grow.
/// </summary>
public sealed class JsonPathReader(JsonPathTrie trie)
{
    private readonly JsonPathNode _root = trie.Root;

    // The notes of a path are a list, linked through their positions here.
    private readonly int[] _first = NewHeads(trie.Count);
    private readonly int[] _last = NewHeads(trie.Count);
    private Note[] _notes = new Note[256];
    private int _count;

    // The members that were met of an object that the caller walks.
    private ulong _met;

    /// <summary>Reads a document; what was found in the last one is void.</summary>
    /// <returns>False where the document is not JSON.</returns>
    public bool Read(ReadOnlySpan<byte> json)
    {
        Clear();
        var end = ReadValue(json, JsonScanner.SkipWhiteSpace(json, 0), _root, index: -1);
        if (end >= 0 && JsonScanner.SkipWhiteSpace(json, end) == json.Length)
        {
            return true;
        }

        Clear();
        return false;
    }

    /// <summary>Begins an object whose members the caller passes one after the other; what was found before is void.</summary>
    public void Begin()
    {
        Clear();
        _met = 0;
    }

    /// <summary>Passes a member's key and its colon, with the white space around them.</summary>
    /// <param name="json">The document.</param>
    /// <param name="position">Where the key's opening quote is expected.</param>
    /// <param name="member">Where the key leads.</param>
    /// <returns>Where the value begins, or the complement of the offset of what cannot stand there.</returns>
    public int PassKey(ReadOnlySpan<byte> json, int position, out JsonPathStep member)
    {
        member = default;
        if ((uint)position >= (uint)json.Length || json[position] != '"')
        {
            return ~position;
        }

        var key = position + 1;
        position = JsonScanner.SkipContent(json, key, out var isPlain);
        if (position < 0)
        {
            return position;
        }

        member = new JsonPathStep(_root.Find(json, key, position - 1 - key, isPlain));
        return JsonScanner.StandsAt(json, position, JsonScanner.ColonQuote) ? position + 1 : SkipColon(json, position);
    }

    /// <summary>Passes the value that <see cref="PassKey"/> led to, and notes what stands on paths in it.</summary>
    /// <returns>The offset behind it, or the complement of the offset of what cannot stand there.</returns>
    public int PassValue(ReadOnlySpan<byte> json, int position, JsonPathStep member)
    {
        if (member.Node is not { } node)
        {
            return JsonScanner.SkipValue(json, position);
        }

        if ((_met & node.Bit) != 0)
        {
            Drop(node, firstNote: 0);
        }

        _met |= node.Bit;
        return ReadValue(json, position, node, index: -1);
    }

    /// <summary>Copies what was found.</summary>
    /// <param name="origin">The offset that places are told from.</param>
    /// <param name="target">Room for it.</param>
    /// <param name="count">How many places there are.</param>
    /// <returns>False where there is not enough room for them, or one cannot be told in a <see cref="JsonNote"/>.</returns>
    public bool CopyNotes(int origin, Span<JsonNote> target, out int count)
    {
        count = 0;
        foreach (ref readonly var note in _notes.AsSpan(0, _count))
        {
            if (note.Path < 0)
            {
                continue;
            }

            if (count == target.Length || note.Place.Index >= ushort.MaxValue)
            {
                return false;
            }

            target[count++] = new JsonNote(note.Place.Start - origin, note.Place.Length, (ushort)note.Path, (ushort)(note.Place.Index + 1));
        }

        return true;
    }

    /// <summary>Takes what another reader found in the same document; what was found before is void.</summary>
    public void Load(ReadOnlySpan<JsonNote> notes)
    {
        Clear();
        foreach (ref readonly var note in notes)
        {
            AddNote(note.Path, note.Start, note.Length, note.IndexPlusOne - 1);
        }
    }

    /// <summary>Forgets what was found.</summary>
    public void Clear()
    {
        _count = 0;
        _first.AsSpan().Fill(-1);
        _last.AsSpan().Fill(-1);
    }

    /// <summary>Where the values of a path stand.</summary>
    /// <param name="path">The number that <see cref="JsonPathTrie.Add"/> gave.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonPlaces Places(int path) => new(_notes, _first[path]);

    /// <summary>Where a path's first value stands; false where it has none.</summary>
    /// <param name="path">The number that <see cref="JsonPathTrie.Add"/> gave.</param>
    /// <param name="place">The place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetFirst(int path, out JsonPlace place)
    {
        var first = _first[path];
        place = first < 0 ? default : _notes[first].Place;
        return first >= 0;
    }

    private static int[] NewHeads(int count)
    {
        var heads = new int[count];
        heads.AsSpan().Fill(-1);
        return heads;
    }

    private int ReadValue(ReadOnlySpan<byte> json, int start, JsonPathNode node, int index)
    {
        if ((uint)start >= (uint)json.Length)
        {
            return ~json.Length;
        }

        var kind = json[start];
        if (kind == '"')
        {
            return ReadString(json, start, node, index);
        }

        var note = node.Path >= 0 && kind != 'n' ? AddNote(node.Path, start, 0, index) : -1;
        var end = kind switch
        {
            (byte)'{' when node.HasMembers => ReadObject(json, start, node, index),
            (byte)'[' when node.Element is { } element => ReadArray(json, start, element, index),
            _ => JsonScanner.SkipValue(json, start),
        };

        if (note >= 0)
        {
            _notes[note].Place = new JsonPlace(start, end - start, index);
        }

        return end;
    }

    private int ReadString(ReadOnlySpan<byte> json, int start, JsonPathNode node, int index)
    {
        var end = JsonScanner.SkipContent(json, start + 1, out _);
        if (node.Path >= 0)
        {
            AddNote(node.Path, start, end - start, index);
        }

        return end;
    }

    private int ReadObject(ReadOnlySpan<byte> json, int start, JsonPathNode node, int index)
    {
        var firstNote = _count;
        var met = 0ul;
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        if ((uint)position < (uint)json.Length && json[position] == '}')
        {
            return position + 1;
        }

        while (true)
        {
            if ((uint)position >= (uint)json.Length || json[position] != '"')
            {
                return ~position;
            }

            var key = position + 1;
            position = JsonScanner.SkipContent(json, key, out var isPlain);
            if (position < 0)
            {
                return position;
            }

            var member = node.Find(json, key, position - 1 - key, isPlain);
            if (member is null)
            {
                position = SkipMember(json, position);
            }
            else
            {
                if ((met & member.Bit) != 0)
                {
                    Drop(member, firstNote);
                }

                met |= member.Bit;
                position = ReadMember(json, position, member, index);
            }

            if (JsonScanner.StandsAt(json, position, JsonScanner.CommaQuote))
            {
                position++;
                continue;
            }

            position = PassComma(json, position, (byte)'}', out var closed);
            if (closed || position < 0)
            {
                return position;
            }
        }
    }

    // Passes the colon and the value of a member that no path goes to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipMember(ReadOnlySpan<byte> json, int position)
    {
        if (JsonScanner.StandsAt(json, position, JsonScanner.ColonQuote))
        {
            return JsonScanner.SkipContent(json, position + 2, out _);
        }

        position = SkipColon(json, position);
        return position < 0 ? position : JsonScanner.SkipValue(json, position);
    }

    // Passes the colon and reads the value of a member that a path goes to.
    private int ReadMember(ReadOnlySpan<byte> json, int position, JsonPathNode member, int index)
    {
        if (JsonScanner.StandsAt(json, position, JsonScanner.ColonQuote))
        {
            return ReadString(json, position + 1, member, index);
        }

        position = SkipColon(json, position);
        return position < 0 ? position : ReadValue(json, position, member, index);
    }

    private static int SkipColon(ReadOnlySpan<byte> json, int position)
    {
        position = JsonScanner.SkipWhiteSpace(json, position);
        return (uint)position < (uint)json.Length && json[position] == ':' ? JsonScanner.SkipWhiteSpace(json, position + 1) : ~position;
    }

    private int ReadArray(ReadOnlySpan<byte> json, int start, JsonPathNode element, int index)
    {
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        if (position < json.Length && json[position] == ']')
        {
            return position + 1;
        }

        for (var i = 0; ; i++)
        {
            position = ReadValue(json, position, element, index < 0 ? i : index);
            position = PassComma(json, position, (byte)']', out var closed);
            if (closed || position < 0)
            {
                return position;
            }
        }
    }

    // What stands behind a member or an element: a comma, and then the next one must follow, or the container's end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassComma(ReadOnlySpan<byte> json, int position, byte close, out bool closed)
    {
        closed = false;
        if (position < 0)
        {
            return position;
        }

        position = JsonScanner.SkipWhiteSpace(json, position);
        if ((uint)position >= (uint)json.Length)
        {
            return ~json.Length;
        }

        closed = json[position] == close;
        if (closed)
        {
            return position + 1;
        }

        return json[position] == ',' ? JsonScanner.SkipWhiteSpace(json, position + 1) : ~position;
    }

    private int AddNote(int path, int start, int length, int index)
    {
        if (_count == _notes.Length)
        {
            Array.Resize(ref _notes, _count * 2);
        }

        var number = _count++;
        var previous = _last[path];
        ref var note = ref _notes[number];
        note.Place = new JsonPlace(start, length, index);
        note.Path = path;
        note.Previous = previous;
        note.Next = -1;
        _last[path] = number;
        if (previous < 0)
        {
            _first[path] = number;
        }
        else
        {
            _notes[previous].Next = number;
        }

        return number;
    }

    // Takes back what an earlier member of the same name brought: all notes below its node since its object began. Each note is taken back once
    // at most, so an object with thousands of equal members stays cheap.
    private void Drop(JsonPathNode node, int firstNote)
    {
        if (node.Path >= 0)
        {
            DropNotes(node.Path, firstNote);
        }

        foreach (var (_, member) in CollectionsMarshal.AsSpan(node.Members))
        {
            Drop(member, firstNote);
        }

        if (node.Element is { } element)
        {
            Drop(element, firstNote);
        }
    }

    private void DropNotes(int path, int firstNote)
    {
        var last = _last[path];
        while (last >= firstNote)
        {
            _notes[last].Path = -1;
            last = _notes[last].Previous;
        }

        _last[path] = last;
        if (last < 0)
        {
            _first[path] = -1;
        }
        else
        {
            _notes[last].Next = -1;
        }
    }

    /// <summary>One value of a path.</summary>
    internal struct Note
    {
        public JsonPlace Place;

        // Negative where it was taken back.
        public int Path;
        public int Previous;
        public int Next;
    }
}
