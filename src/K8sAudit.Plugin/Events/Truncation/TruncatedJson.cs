namespace K8sAudit.Plugin.Events.Truncation;

/// <summary>Writes JSON into a bounded space, of which enough is always left to close what is open.</summary>
internal ref struct TruncatedJson
{
    private readonly Span<byte> _output;
    private readonly int _end;
    private int _limit;

    /// <param name="output">The space.</param>
    /// <param name="end">How much of it may be used before <see cref="RemoveLimit"/>, in bytes.</param>
    public TruncatedJson(Span<byte> output, int end)
    {
        _output = output;
        _end = end;
        _limit = end;
    }

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>How many objects and arrays are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The size of the space, in bytes.</summary>
    public readonly int Capacity => _output.Length;

    private static ReadOnlySpan<byte> Ellipsis => "…"u8;

    /// <summary>Limits what is written next to a number of bytes.</summary>
    public void LimitTo(int length) => _limit = (int)Math.Min(_end, (long)Length + length);

    /// <summary>Allows the whole space to be used.</summary>
    public void RemoveLimit() => _limit = _output.Length;

    /// <summary>Whether that many bytes fit, and everything that is open can be closed after them.</summary>
    public readonly bool Fits(int length) => Length + length + Depth <= _limit;

    /// <summary>The current position, for <see cref="RollBack"/>.</summary>
    public readonly (int Length, int Depth) Mark() => (Length, Depth);

    /// <summary>Removes what was written since a mark.</summary>
    public void RollBack((int Length, int Depth) mark) => (Length, Depth) = mark;

    /// <summary>Writes an opening bracket.</summary>
    public void Open(byte bracket)
    {
        _output[Length++] = bracket;
        Depth++;
    }

    /// <summary>Writes a closing bracket.</summary>
    public void Close(byte bracket)
    {
        _output[Length++] = bracket;
        Depth--;
    }

    /// <summary>Removes the closing bracket that was written last.</summary>
    public void Reopen()
    {
        Length--;
        Depth++;
    }

    /// <summary>Writes a comma, unless an opening bracket precedes.</summary>
    public void WriteComma()
    {
        if (_output[Length - 1] is not ((byte)'{' or (byte)'['))
        {
            Write(","u8);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Writes bytes if they fit.</summary>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        var fits = Fits(bytes.Length);
        if (fits)
        {
            Write(bytes);
        }

        return fits;
    }

    /// <summary>Writes a string if it fits, shortened to a length.</summary>
    public bool TryWriteString(ReadOnlySpan<byte> quoted, int maxLength)
    {
        if (quoted.Length <= maxLength)
        {
            return TryWrite(quoted);
        }

        var start = quoted[..CompleteCharacters(quoted, maxLength - Ellipsis.Length - 1)];
        if (!Fits(start.Length + Ellipsis.Length + 1))
        {
            return false;
        }

        Write(start);
        Write(Ellipsis);
        Write("\""u8);
        return true;
    }

    // The largest length up to `max` that splits neither an escape nor a character.
    private static int CompleteCharacters(ReadOnlySpan<byte> quoted, int max)
    {
        var length = 1;
        for (var next = length; next <= max;)
        {
            length = next;
            next += quoted[next] != '\\' ? 1 : quoted[next + 1] == 'u' ? 6 : 2;
        }

        while ((quoted[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }
}
