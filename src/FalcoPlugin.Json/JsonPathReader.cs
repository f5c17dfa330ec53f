using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Json;

/// <summary>
/// Finds the ranges of the values of all paths of a trie in one pass over a document. It descends only along paths; everything else is checked and
/// skipped, so that a document that is not JSON has no values. <c>null</c> is not a value. If an object has a member twice, the last one is used, with
/// everything below it.
/// A caller can walk an object with it and process some members itself (<see cref="Begin"/>, <see cref="Resume"/>), and can save the ranges that were found
/// and load them into another reader of the same trie (<see cref="CopyOffsets"/>, <see cref="Load"/>), which then does not read the document.
/// One reader reads one document after the other, and allocates only while its documents grow.
/// </summary>
public sealed class JsonPathReader
{
    private const int InitialCapacity = 256;

    // Maximum capacity that is kept for the next document: half a megabyte.
    private const int MaxIdleCapacity = 16 * 1024;

    private readonly JsonPathNode _root;
    private readonly JsonRange[] _captured;

    // The entries of a path are a linked list of indexes; 0 means none.
    private readonly Head[] _heads;
    private Entry[] _entries = new Entry[InitialCapacity];
    private int _count = 1;
    private bool _isIncomplete;

    // Documents of one writer have the same order of members: for each member of an object the one that followed it last time, and the first one.
    private readonly JsonPathNode?[] _expected;

    // The members that occurred in the object that is walked.
    private ulong _seen;
    private bool _isWalking;

    /// <param name="trie">The paths; paths that are added later are not found.</param>
    /// <exception cref="InvalidOperationException">More than 64 members of one object are on the paths.</exception>
    public JsonPathReader(JsonPathTrie trie)
    {
        trie.RequireReadable();
        _root = trie.Root;
        _heads = new Head[trie.Count];
        _captured = new JsonRange[trie.CaptureCount];
        _expected = new JsonPathNode[trie.NodeCount * 2];
    }

    /// <summary>Maximum nesting depth of a document, at most <see cref="JsonScanner.MaxDepth"/>; a deeper document is read only up to there.</summary>
    public int MaxDepth { get; set; } = JsonScanner.MaxDepth;

    /// <summary>
    /// Approximate maximum number of recorded ranges; a document with more can be walked, but <see cref="CopyOffsets"/> and look-ups return the first of them
    /// only. For walks over text that may be invalid, to limit memory.
    /// </summary>
    public int MaxOffsets { get; init; } = int.MaxValue;

    /// <summary>Whether the walk is paused before the value of a member that <see cref="JsonPathTrie.PauseAt"/> names.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Reads a document and discards the previous results.</summary>
    /// <returns>False if the document is not JSON.</returns>
    public bool Read(ReadOnlySpan<byte> json)
    {
        Clear();
        _isWalking = false;
        var end = ReadValue(json, JsonScanner.SkipWhiteSpace(json, 0), _root, index: -1);
        if (end >= 0 && JsonScanner.SkipWhiteSpace(json, end) == json.Length)
        {
            return true;
        }

        Clear();
        return false;
    }

    /// <summary>Walks an object that may be followed by text, to its end or to the first pause, and discards the previous results.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">Offset of the opening brace.</param>
    /// <returns>
    /// The offset after the object or, if the walk <see cref="IsPaused"/>, of the member's value; the complement of the offset of an unexpected byte.
    /// </returns>
    public int Begin(ReadOnlySpan<byte> json, int start)
    {
        Reset();
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        return (uint)position < (uint)json.Length && json[position] == '}' ? position + 1 : ReadMembers(json, position, _root, index: -1, firstEntry: 1, _seen);
    }

    /// <summary>Continues after the value before which the walk paused.</summary>
    /// <param name="json">The text.</param>
    /// <param name="position">The offset after the value, or the complement of an offset, which is returned unchanged.</param>
    /// <returns>As <see cref="Begin"/> does.</returns>
    public int Resume(ReadOnlySpan<byte> json, int position)
    {
        IsPaused = false;
        position = SkipSeparator(json, position, (byte)'}', out var closed);
        return closed || position < 0 ? position : ReadMembers(json, position, _root, index: -1, firstEntry: 1, _seen);
    }

    /// <summary>
    /// Discards the results and prepares another walk, for example if the reader was used for other objects between a pause and <see cref="Resume"/>.
    /// </summary>
    public void Reset()
    {
        Clear();
        _captured.AsSpan().Clear();
        _seen = _root.Pauses;
        _isWalking = true;
        IsPaused = false;
    }

    /// <summary>The range of the value of a member of the object that is walked; the last one if there are several, even if it is <c>null</c>.</summary>
    /// <param name="capture">The number that was passed to <see cref="JsonPathTrie.Capture"/>.</param>
    /// <param name="range">The range.</param>
    public bool TryGetCaptured(int capture, out JsonRange range)
    {
        range = _captured[capture];
        return range.Length > 0;
    }

    /// <summary>Copies the ranges that were found.</summary>
    /// <param name="origin">The offset that the copied offsets are relative to.</param>
    /// <param name="target">The destination.</param>
    /// <param name="count">Number of copied ranges.</param>
    /// <returns>
    /// False if the destination is too short, there were more than <see cref="MaxOffsets"/>, or a range does not fit into a <see cref="FieldOffset"/>.
    /// </returns>
    public bool CopyOffsets(int origin, Span<FieldOffset> target, out int count)
    {
        count = 0;
        if (_isIncomplete)
        {
            return false;
        }

        foreach (ref readonly var entry in _entries.AsSpan(1, _count - 1))
        {
            if (entry.Path < 0)
            {
                continue;
            }

            if (count == target.Length || entry.Range.Index >= ushort.MaxValue)
            {
                return false;
            }

            target[count++] = new FieldOffset(entry.Range.Start - origin, entry.Range.Length, (ushort)entry.Path, (ushort)(entry.Range.Index + 1));
        }

        return true;
    }

    /// <summary>Loads the ranges that another reader found in the same document, and discards the previous results.</summary>
    public void Load(ReadOnlySpan<FieldOffset> offsets)
    {
        Clear();
        if (_entries.Length <= offsets.Length)
        {
            _entries = new Entry[(int)BitOperations.RoundUpToPowerOf2((uint)offsets.Length + 1)];
        }

        var (entries, number) = (_entries, 0);
        foreach (ref readonly var offset in offsets)
        {
            Append(entries, ++number, offset.Path, new JsonRange(offset.Start, offset.Length, offset.IndexPlusOne - 1));
        }

        _count = number + 1;
    }

    /// <summary>Discards the ranges that were found.</summary>
    public void Clear()
    {
        _count = 1;
        _isIncomplete = false;
        _heads.AsSpan().Clear();
        if (_entries.Length > MaxIdleCapacity)
        {
            _entries = new Entry[InitialCapacity];
        }
    }

    /// <summary>The ranges of the values of a path.</summary>
    /// <param name="path">The number that <see cref="JsonPathTrie.Add"/> returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonRanges Ranges(int path) => new(_entries, _heads[path].First);

    /// <summary>The range of a path's first value; false if it has none.</summary>
    /// <param name="path">The number that <see cref="JsonPathTrie.Add"/> returned.</param>
    /// <param name="range">The range.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetFirst(int path, out JsonRange range)
    {
        var first = _heads[path].First;
        range = first == 0 ? default : _entries[first].Range;
        return first != 0;
    }

    private int ReadValue(ReadOnlySpan<byte> json, int start, JsonPathNode node, int index)
    {
        if ((uint)start >= (uint)json.Length)
        {
            return ~json.Length;
        }

        var kind = json[start];
        var entry = node.Path >= 0 && kind != 'n' ? AddEntry(node.Path, start, 0, index) : 0;
        var end = kind switch
        {
            (byte)'{' when node.HasMembers && node.Depth < MaxDepth => ReadObject(json, start, node, index),
            (byte)'[' when node.Element is { } element && node.Depth < MaxDepth => ReadArray(json, start, element, index),
            _ => JsonScanner.SkipValue(json, start, MaxDepth - node.Depth),
        };

        if (entry != 0)
        {
            _entries[entry].Range = new JsonRange(start, end - start, index);
        }

        return end;
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
            position = SkipSeparator(json, position, (byte)']', out var closed);
            if (closed || position < 0)
            {
                return position;
            }
        }
    }

    private int ReadObject(ReadOnlySpan<byte> json, int start, JsonPathNode node, int index)
    {
        var position = JsonScanner.SkipWhiteSpace(json, start + 1);
        return (uint)position < (uint)json.Length && json[position] == '}'
            ? position + 1
            : ReadMembers(json, position, node, index, firstEntry: _count, seen: 0);
    }

    // A single state machine.
    //
    //               ┌─ as expected ─┐
    //   ┌──▶ key ───┤               ├──▶ value: string or ReadValue ──┬──▶ ',' ──┐
    //   │           └── ReadKey ────┘                                  └──▶ '}' ──┼──▶ done
    //   └─────────────────────────────────────────────────────────────────────────┘
    private int ReadMembers(ReadOnlySpan<byte> json, int position, JsonPathNode parent, int index, int firstEntry, ulong seen)
    {
        var slot = parent.FirstSlot;
        while (true)
        {
            var member = _expected[slot];
            if (member is not null && member.IsKeyAt(json, position))
            {
                position = JsonScanner.SkipWhiteSpace(json, position + member.KeyLength);
            }
            else
            {
                position = ReadKey(json, position, parent, slot, out var found);
                if (position < 0)
                {
                    return position;
                }

                // A separate variable, so that the state machine's stays in a register.
                member = found;
            }

            if (member is null)
            {
                position = JsonScanner.SkipValue(json, position, MaxDepth - parent.Depth - 1);
            }
            else
            {
                slot = member.NextSlot;
                if ((seen & member.Bit) != 0)
                {
                    if (PausesAt(member, seen))
                    {
                        return position;
                    }

                    Drop(member, firstEntry);
                }

                seen |= member.Bit;
                var start = position;
                if ((uint)position < (uint)json.Length && json[position] == '"')
                {
                    position = JsonScanner.SkipContent(json, position + 1, out _);
                    if (member.Path >= 0)
                    {
                        AddEntry(member.Path, start, position - start, index);
                    }
                }
                else
                {
                    position = ReadValue(json, position, member, index);
                }

                if (member.Capture != 0 && position >= 0)
                {
                    _captured[member.Capture] = new JsonRange(start, position - start, index);
                }
            }

            if (JsonScanner.IsPairAt(json, position, JsonScanner.CommaQuote))
            {
                position++;
                continue;
            }

            position = SkipSeparator(json, position, (byte)'}', out var closed);
            if (closed || position < 0)
            {
                return position;
            }
        }
    }

    // Reads a key that is not the expected one, and its colon. The next time it is the expected one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadKey(ReadOnlySpan<byte> json, int position, JsonPathNode parent, int slot, out JsonPathNode? member)
    {
        member = null;
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

        member = parent.Find(json, key, position - 1 - key, isPlain);
        if (member is { KeyLength: > 0 })
        {
            _expected[slot] = member;
        }

        position = JsonScanner.SkipWhiteSpace(json, position);
        return (uint)position < (uint)json.Length && json[position] == ':' ? JsonScanner.SkipWhiteSpace(json, position + 1) : ~position;
    }

    private bool PausesAt(JsonPathNode member, ulong seen)
    {
        IsPaused = _isWalking && member.IsPause;
        _seen = seen;
        return IsPaused;
    }

    // After a member or an element: skips a comma, after which another one must follow, or the closing bracket.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipSeparator(ReadOnlySpan<byte> json, int position, byte close, out bool closed)
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

    private int AddEntry(int path, int start, int length, int index)
    {
        var (entries, number) = (_entries, _count);
        if ((uint)number >= (uint)entries.Length)
        {
            if (number > MaxOffsets)
            {
                _isIncomplete = true;
                return 0;
            }

            Array.Resize(ref _entries, number * 2);
            entries = _entries;
        }

        _count = number + 1;
        Append(entries, number, path, new JsonRange(start, length, index));
        return number;
    }

    // Writes an entry at the end of the list of its path.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(Entry[] entries, int number, int path, JsonRange range)
    {
        ref var head = ref _heads[path];
        var previous = head.Last;
        head.Last = number;
        if (previous == 0)
        {
            head.First = number;
        }
        else
        {
            entries[previous].Next = number;
        }

        ref var entry = ref entries[number];
        entry.Range = range;
        entry.Path = path;
        entry.Previous = previous;
        entry.Next = 0;
    }

    // Removes the entries of an earlier member of the same name: all entries below its node since its object began. Each entry is removed at most
    // once, so that the cost of an object with thousands of equal members is linear.
    private void Drop(JsonPathNode node, int firstEntry)
    {
        if (node.Path >= 0)
        {
            DropEntries(node.Path, firstEntry);
        }

        foreach (var (_, member) in CollectionsMarshal.AsSpan(node.Members))
        {
            Drop(member, firstEntry);
        }

        if (node.Element is { } element)
        {
            Drop(element, firstEntry);
        }
    }

    private void DropEntries(int path, int firstEntry)
    {
        ref var head = ref _heads[path];
        while (head.Last >= firstEntry)
        {
            _entries[head.Last].Path = -1;
            head.Last = _entries[head.Last].Previous;
        }

        if (head.Last == 0)
        {
            head.First = 0;
        }
        else
        {
            _entries[head.Last].Next = 0;
        }
    }

    /// <summary>One value of a path.</summary>
    internal struct Entry
    {
        public JsonRange Range;

        // Negative if it was removed.
        public int Path;
        public int Previous;
        public int Next;
    }

    private struct Head
    {
        public int First;
        public int Last;
    }
}
