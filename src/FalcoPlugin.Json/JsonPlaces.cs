namespace FalcoPlugin.Json;

/// <summary>The places of one path's values, in the order of the document; <c>foreach</c> goes over them.</summary>
public ref struct JsonPlaces
{
    private readonly ReadOnlySpan<JsonPathReader.Note> _notes;
    private int _next;

    internal JsonPlaces(ReadOnlySpan<JsonPathReader.Note> notes, int first)
    {
        _notes = notes;
        _next = first;
    }

    /// <summary>The place that was moved to.</summary>
    public JsonPlace Current { get; private set; }

    /// <summary>Whether no place is left.</summary>
    public readonly bool IsEmpty => _next == 0;

    /// <summary>For <c>foreach</c>.</summary>
    public readonly JsonPlaces GetEnumerator() => this;

    /// <summary>Moves to the next place.</summary>
    public bool MoveNext()
    {
        if (_next == 0)
        {
            return false;
        }

        ref readonly var note = ref _notes[_next];
        Current = note.Place;
        _next = note.Next;
        return true;
    }

    /// <summary>
    /// Moves to the first place inside another value, or to none. It only moves forward: for values of one list of records, ask record by record, in
    /// the order of the document.
    /// </summary>
    public bool MoveInto(JsonPlace outer)
    {
        while (_next != 0 && _notes[_next].Place.Start < outer.Start)
        {
            _next = _notes[_next].Next;
        }

        return _next != 0 && _notes[_next].Place.Start < outer.Start + outer.Length && MoveNext();
    }
}
