using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// Text in UTF-16 as UTF-8, without its byte order mark. Half of a surrogate pair becomes U+FFFD and is counted, as is an odd byte at the end.
/// </summary>
internal sealed class Utf16Stream(Stream text, bool isBigEndian) : ContentStream
{
    private const char ByteOrderMark = '\ufeff';
    private const int Capacity = 32 * 1024;
    private const int MaxUtf8Length = 3;

    private readonly byte[] _bytes = new byte[Capacity * sizeof(char)];
    private readonly char[] _units = new char[Capacity + 1];
    private readonly byte[] _utf8 = new byte[(Capacity + 2) * MaxUtf8Length];
    private ReadOnlyMemory<byte> _ready;

    // A byte without its second one, and half of a surrogate pair without the other, wait for the next read.
    private int _pendingBytes;
    private int _pendingUnits;
    private bool _isStarted;
    private bool _isEnded;

    /// <summary>How many code units were replaced.</summary>
    public long Invalid { get; private set; }

    private static ReadOnlySpan<byte> Replacement => "\ufffd"u8;

    public override int Read(Span<byte> buffer)
    {
        while (_ready.IsEmpty && !_isEnded)
        {
            _ready = _utf8.AsMemory(0, Transcode(ReadUnits()));
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    private ReadOnlySpan<char> ReadUnits()
    {
        var read = text.Read(_bytes, _pendingBytes, _bytes.Length - _pendingBytes);
        _isEnded = read == 0;
        var available = _pendingBytes + read;
        var count = _pendingUnits;
        for (var i = 0; i + 1 < available; i += sizeof(char))
        {
            var pair = _bytes.AsSpan(i);
            _units[count++] = (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(pair) : BinaryPrimitives.ReadUInt16LittleEndian(pair));
        }

        _pendingBytes = available & 1;
        _bytes[0] = _pendingBytes > 0 ? _bytes[available - 1] : (byte)0;
        var start = !_isStarted && count > 0 && _units[0] == ByteOrderMark ? 1 : 0;
        _isStarted |= count > 0;
        return _units.AsSpan(start, count - start);
    }

    private int Transcode(ReadOnlySpan<char> units)
    {
        var written = 0;
        while (Utf8.FromUtf16(units, _utf8.AsSpan(written), out var read, out var count, replaceInvalidSequences: false, isFinalBlock: _isEnded) is var status)
        {
            units = units[read..];
            written += count;
            if (status != OperationStatus.InvalidData)
            {
                break;
            }

            written += Replace(written);
            units = units[1..];
        }

        units.CopyTo(_units);
        _pendingUnits = units.Length;
        return written + (_isEnded && _pendingBytes > 0 ? Replace(written) : 0);
    }

    private int Replace(int offset)
    {
        Replacement.CopyTo(_utf8.AsSpan(offset));
        Invalid++;
        return Replacement.Length;
    }
}
