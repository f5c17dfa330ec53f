namespace FalcoRules.Layout;

/// <summary>The block sequences and mappings around a line, with their indentation before and after.</summary>
internal sealed class IndentationStack
{
    /// <summary>The number of spaces by which a block is indented inside of another one.</summary>
    public const int Step = 2;

    private readonly Stack<Level> _levels;

    public IndentationStack() => _levels = new();

    private IndentationStack(IEnumerable<Level> levels) => _levels = new(levels);

    /// <summary>The new indentation of a value of the innermost block.</summary>
    public int ValueIndent => _levels.TryPeek(out var level) ? level.New + Step : 0;

    /// <summary>By how much the innermost block moves.</summary>
    public int Shift => _levels.TryPeek(out var level) ? level.New - level.Old : 0;

    /// <summary>Whether the innermost block is a sequence at the top of the file.</summary>
    public bool IsTopSequence => _levels.Count == 1 && _levels.Peek().IsSequence;

    public IndentationStack Copy() => new(_levels.Reverse());

    public void Clear() => _levels.Clear();

    /// <summary>Enters an item of a sequence whose dash is in a column; returns the new column.</summary>
    public int EnterItem(int column)
    {
        PopAbove(column);
        if (!_levels.TryPeek(out var level) || level.Old < column || !level.IsSequence)
        {
            // A sequence may have the indentation of the key before it; it gets its own.
            _levels.Push(new Level(IsSequence: true, column, ValueIndent));
        }

        return _levels.Peek().New;
    }

    /// <summary>Enters a key, or a text that begins a line; returns the new column.</summary>
    public int EnterKey(int column)
    {
        PopAbove(column);
        if (_levels.TryPeek(out var level) && level.IsSequence && level.Old == column)
        {
            _levels.Pop();
        }

        if (!_levels.TryPeek(out level) || level.Old < column)
        {
            _levels.Push(new Level(IsSequence: false, column, ValueIndent));
        }

        return _levels.Peek().New;
    }

    /// <summary>The new column of a comment that belongs to the block before it.</summary>
    public int CommentIndent(int column) => _levels.FirstOrDefault(level => level.Old <= column) is { } level ? level.New : 0;

    private void PopAbove(int column)
    {
        while (_levels.TryPeek(out var level) && level.Old > column)
        {
            _levels.Pop();
        }
    }

    private sealed record Level(bool IsSequence, int Old, int New);
}
