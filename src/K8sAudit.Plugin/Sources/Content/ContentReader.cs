using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// The bytes of a file for decoders that read its structure: reads are complete, an end in the middle is an error, and bytes can be read again.
/// </summary>
internal sealed class ContentReader(Stream content) : ContentStream
{
    /// <summary>The maximum number of bytes that <see cref="Peek"/> returns and <see cref="ReadSome"/> reads.</summary>
    public const int MaxPeek = 32 * 1024;

    private readonly byte[] _buffer = new byte[2 * MaxPeek];
    private long _bufferStart;
    private int _next;
    private int _end;

    /// <summary>How many bytes have been read.</summary>
    public override long Position
    {
        get => _bufferStart + _next;
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the file has ended.</summary>
    public bool IsAtEnd => Peek(1).IsEmpty;

    public override int ReadByte() => _next < _end || TryFill() ? _buffer[_next++] : throw EndsEarly();

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="EndOfStreamException">The file has fewer bytes.</exception>
    public override int Read(Span<byte> buffer)
    {
        for (var rest = buffer; !rest.IsEmpty;)
        {
            var count = ReadSome(rest);
            rest = count > 0 ? rest[count..] : throw EndsEarly();
        }

        return buffer.Length;
    }

    /// <summary>Reads some bytes, none only at the end of the file. They can be read again (<see cref="StepBack"/>) until the next call.</summary>
    public int ReadSome(Span<byte> buffer)
    {
        if (_next == _end)
        {
            TryFill();
        }

        var count = Math.Min(Math.Min(buffer.Length, MaxPeek), _end - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    /// <summary>Returns to an earlier position, by at most what the last call of <see cref="ReadSome"/> read.</summary>
    public void StepBack(int count) => _next -= count;

    /// <summary>The next bytes without reading them; fewer at the end of the file.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _next < count && TryFill())
        {
        }

        return _buffer.AsSpan(_next, Math.Min(count, _end - _next));
    }

    /// <summary>Reads bytes that are not needed.</summary>
    /// <exception cref="EndOfStreamException">The file has fewer bytes.</exception>
    public void Skip(long count)
    {
        while (count > 0)
        {
            if (_next == _end && !TryFill())
            {
                throw EndsEarly();
            }

            var skipped = (int)Math.Min(count, _end - _next);
            _next += skipped;
            count -= skipped;
        }
    }

    private static EndOfStreamException EndsEarly() => new(PluginMessages.EndsEarly);

    // Moves the bytes that were not read to the front, and reads more behind them.
    private bool TryFill()
    {
        var pending = _end - _next;
        _buffer.AsSpan(_next, pending).CopyTo(_buffer);
        _bufferStart += _next;
        (_next, _end) = (0, pending);
        var count = content.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
