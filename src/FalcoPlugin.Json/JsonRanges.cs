using System.Runtime.CompilerServices;

namespace FalcoPlugin.Json;

/// <summary>The ranges of one path's values, in the order of the document; supports <c>foreach</c>.</summary>
public ref struct JsonRanges
{
    private readonly ReadOnlySpan<JsonPathReader.Entry> _entries;
    private int _next;

    internal JsonRanges(ReadOnlySpan<JsonPathReader.Entry> entries, int first)
    {
        _entries = entries;
        _next = first;
    }

    /// <summary>The current range.</summary>
    public JsonRange Current { get; private set; }

    /// <summary>Whether no range is left.</summary>
    public readonly bool IsEmpty => _next == 0;

    /// <summary>For <c>foreach</c>.</summary>
    public readonly JsonRanges GetEnumerator() => this;

    /// <summary>Moves to the next range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        if (_next == 0)
        {
            return false;
        }

        ref readonly var entry = ref _entries[_next];
        Current = entry.Range;
        _next = entry.Next;
        return true;
    }

    /// <summary>
    /// Moves to the first range inside another value; false if there is none. It only moves forward: for the values of a list of records, call it for each
    /// record, in the order of the document.
    /// </summary>
    public bool AdvanceWithin(JsonRange outer)
    {
        while (_next != 0 && _entries[_next].Range.Start < outer.Start)
        {
            _next = _entries[_next].Next;
        }

        return _next != 0 && _entries[_next].Range.Start < outer.Start + outer.Length && MoveNext();
    }
}
