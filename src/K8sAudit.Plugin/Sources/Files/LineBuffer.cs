using System.Buffers;
using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Cuts bytes into lines without copying them. The buffer grows to the longest line there is, up to a limit; of a longer line nothing is kept.
/// </summary>
internal sealed class LineBuffer(int maxLineLength) : IDisposable
{
    /// <summary>How much is read at once, in bytes.</summary>
    public const int ReadSize = 256 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(ReadSize);
    private int _start;
    private int _searched;
    private int _end;
    private long _skipped;

    /// <summary>The number of the line that was last taken, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes that wait for the end of their line.</summary>
    public long Pending => _end - _start + _skipped;

    /// <summary>Room for more bytes; report with <see cref="Fill"/> how many were written.</summary>
    public Span<byte> Room()
    {
        if (_end - _start > maxLineLength && _searched == _end)
        {
            _skipped += _end - _start;
            _start = _searched = _end = 0;
        }

        if (_bytes.Length - _end < ReadSize)
        {
            MoveToFront(_end - _start + ReadSize > _bytes.Length ? ArrayPool<byte>.Shared.Rent((_end - _start) * 2 + ReadSize) : _bytes);
        }

        return _bytes.AsSpan(_end);
    }

    public void Fill(int count) => _end += count;

    /// <summary>Takes the next whole line, without its end.</summary>
    /// <param name="line">The line; valid until <see cref="Room"/> is called. Empty where it was too long.</param>
    /// <param name="overlong">How long the line was where it was too long to be kept; else 0.</param>
    public bool TryTake(out ReadOnlySpan<byte> line, out long overlong)
    {
        var length = Posix.IndexOf(_bytes.AsSpan(_searched, _end - _searched), (byte)'\n');
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

    /// <summary>Takes what stands behind the last line end, as the input is over.</summary>
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
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Clear();
    }

    private void Take(int end, out ReadOnlySpan<byte> line, out long overlong)
    {
        LineNumber++;
        var length = end - _start + _skipped;
        overlong = length > maxLineLength ? length : 0;
        line = overlong > 0 ? default : _bytes.AsSpan(_start, end - _start);
        _skipped = 0;
    }

    private void MoveToFront(byte[] target)
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(target);
        (_start, _searched, _end) = (0, _searched - _start, _end - _start);
        if (target != _bytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = target;
        }
    }
}
