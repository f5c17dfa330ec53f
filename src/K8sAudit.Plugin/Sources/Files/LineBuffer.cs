using FalcoPlugin.Sdk.Memory;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Splits bytes into lines without copying them. The buffer grows to the length of a line, up to a limit, and its memory is freed after a long line; nothing is
/// kept of a line over the limit.
/// </summary>
internal sealed unsafe class LineBuffer(int maxLineLength) : IDisposable
{
    /// <summary>How much is read at once, in bytes.</summary>
    public const int ReadSize = 256 * 1024;

    // Two reads, so that the rest of one need not be moved for each of the next.
    private const int UsualSize = 2 * ReadSize;

    private byte* _bytes = NativePages.Allocate(UsualSize);
    private int _start;
    private int _searched;
    private int _end;
    private long _skipped;

    /// <summary>The size of the buffer, in bytes.</summary>
    public int Size { get; private set; } = UsualSize;

    /// <summary>The number of the line that was last taken, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes that wait for the end of their line.</summary>
    public long Pending => _end - _start + _skipped;

    /// <summary>The bytes that were filled in and not taken; valid until <see cref="Room"/> is called.</summary>
    public ReadOnlySpan<byte> PendingBytes => Span(_start, _end - _start);

    /// <summary>Space for more bytes; <see cref="Fill"/> reports how many were written.</summary>
    public Span<byte> Room()
    {
        if (_end - _start > maxLineLength && _searched == _end)
        {
            _skipped += _end - _start;
            _start = _searched = _end = 0;
        }

        var pending = _end - _start;
        if (Size > UsualSize && pending <= UsualSize - ReadSize)
        {
            Move(UsualSize);
        }
        else if (Size - _end < ReadSize)
        {
            Move(pending + ReadSize > Size ? pending * 2 + ReadSize : Size);
        }

        return Span(_end, Size - _end);
    }

    public void Fill(int count) => _end += count;

    /// <summary>Takes the next whole line, without its end.</summary>
    /// <param name="line">The line; valid until <see cref="Room"/> is called. Empty if it was too long.</param>
    /// <param name="overlong">The length of a line that was too long to be kept; 0 otherwise.</param>
    public bool TryTake(out ReadOnlySpan<byte> line, out long overlong)
    {
        var length = Posix.IndexOf(Span(_searched, _end - _searched), (byte)'\n');
        if (length < 0)
        {
            _searched = _end;
            line = default;
            overlong = 0;
            return false;
        }

        var end = _searched + length;
        Take(end, out line, out overlong);
        _start = _searched = end + 1;
        return true;
    }

    /// <summary>Takes the bytes after the last line end, at the end of the input.</summary>
    public bool TryTakeRest(out ReadOnlySpan<byte> line, out long overlong)
    {
        if (Pending == 0)
        {
            line = default;
            overlong = 0;
            return false;
        }

        Take(_end, out line, out overlong);
        _start = _searched = _end;
        return true;
    }

    /// <summary>Begins another input.</summary>
    public void Clear()
    {
        _start = _searched = _end = 0;
        _skipped = LineNumber = 0;
    }

    public void Dispose()
    {
        NativePages.Free(_bytes, Size);
        _bytes = null;
        Size = 0;
        Clear();
    }

    private void Take(int end, out ReadOnlySpan<byte> line, out long overlong)
    {
        LineNumber++;
        var length = end - _start + _skipped;
        overlong = length > maxLineLength ? length : 0;
        line = overlong > 0 ? default : Span(_start, end - _start);
        _skipped = 0;
    }

    // Moves the pending bytes to the front of a buffer of a size.
    private void Move(int size)
    {
        var target = size == Size ? _bytes : NativePages.Allocate(size);
        Span(_start, _end - _start).CopyTo(new Span<byte>(target, size));
        (_start, _searched, _end) = (0, _searched - _start, _end - _start);
        if (target != _bytes)
        {
            NativePages.Free(_bytes, Size);
            _bytes = target;
            Size = size;
        }
    }

    private Span<byte> Span(int start, int length) => new(_bytes + start, length);
}
