namespace FalcoPlugin.Json;

/// <summary>The ranges of one path's values, in the order of the document; supports <c>foreach</c>.</summary>
public ref struct JsonRanges
{
    private readonly ReadOnlySpan<JsonPathReader.Entry> _entries;
    private int _next;

    internal JsonRanges(ReadOnlySpan<JsonPathReader.Entry> notes, int first)
    {
        _entries = notes;
        _next = first;
    }

    /// <summary>The current range.</summary>
    public JsonRange Current { get; private set; }

    /// <summary>Whether no range is left.</summary>
    public readonly bool IsEmpty => _next == 0;

    /// <summary>For <c>foreach</c>.</summary>
    public readonly JsonRanges GetEnumerator() => this;

    /// <summary>Moves to the next range.</summary>
    public bool MoveNext()
    {
        if (_next == 0)
        {
            return false;
        }

        ref readonly var note = ref _entries[_next];
        Current = note.Range;
        _next = note.Next;
        return true;
    }

    /// <summary>
    /// Moves to the first range inside another value, or to none. It only moves forward: for values of a list of records, call it record by record, in
    /// the order of the document.
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
