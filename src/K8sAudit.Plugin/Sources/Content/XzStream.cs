using System.Buffers.Binary;
using K8sAudit.Plugin.Messages;
using SharpCompress.Compressors.Xz;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The content of an xz file: of all its blocks, and of all files that were appended to it.</summary>
/// <remarks>
/// <code>
///  header: 12 | block … | index | footer: 12 | zeros, a multiple of four | header: 12 | …       (The .xz File Format, version 1.2.1)
///  block: header | compressed | zeros, to four | check
///  index: 0 | records: n | n × (size, size) | zeros, to four | CRC-32
/// </code>
/// The library reads blocks. The rest is read here, because it reads only one stream, and allocates whatever dictionary a header names.
/// </remarks>
internal sealed class XzStream(Stream content) : ContentStream
{
    private const int HeaderLength = 12;
    private const int FooterLength = 12;
    private const int Alignment = 4;
    private const byte Lzma2 = 0x21;

    // xz itself makes at most 64 MiB without being asked for more.
    private const long MaxDictionary = 128L << 20;

    private readonly ContentReader _input = new(content);
    private readonly byte[] _piece = new byte[16 * 1024];
    private XZBlock? _block;
    private CheckType? _check;

    public static byte[] Magic { get; } = [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_block is not null || TryOpenBlock()))
        {
            // Pieces, because what was decompressed before a fault is lost with the call that finds it.
            var count = _block!.Read(_piece, 0, Math.Min(_piece.Length, buffer.Length));
            if (count > 0)
            {
                _piece.AsSpan(0, count).CopyTo(buffer);
                return count;
            }

            _block = null;
        }

        return 0;
    }

    private bool TryOpenBlock()
    {
        while (_check is not null || TryReadHeader())
        {
            var first = (byte)_input.ReadByte();
            if (first != 0)
            {
                var header = new byte[(first + 1) * Alignment];
                header[0] = first;
                _input.ReadExactly(header.AsSpan(1));
                CheckDictionary(header);
                _block = new XZBlock(new BlockInput(header, _input), _check!.Value, CheckSize(_check.Value));
                return true;
            }

            SkipIndexAndFooter();
            _check = null;
        }

        return false;
    }

    private bool TryReadHeader()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        do
        {
            if (_input.IsAtEnd)
            {
                return false;
            }

            _input.ReadExactly(header[..Alignment]);
        }
        while (!header[..Alignment].ContainsAnyExcept((byte)0));

        _input.ReadExactly(header[Alignment..]);
        var flags = header.Slice(Magic.Length, 2);
        if (!header.StartsWith(Magic) || System.IO.Hashing.Crc32.HashToUInt32(flags) != BinaryPrimitives.ReadUInt32LittleEndian(header[8..]))
        {
            throw new InvalidDataException(PluginMessages.XzHeaderIsDamaged);
        }

        _check = (CheckType)(flags[1] & 0xf) is var check && CheckSize(check) >= 0 ? check : throw new InvalidDataException(PluginMessages.XzHeaderIsDamaged);
        return true;
    }

    private static int CheckSize(CheckType check) => check switch
    {
        CheckType.NONE => 0,
        CheckType.CRC32 => 4,
        CheckType.CRC64 => 8,
        CheckType.SHA256 => 32,
        _ => -1,
    };

    // The library allocates the dictionary at once.
    private static void CheckDictionary(ReadOnlySpan<byte> header)
    {
        var reader = new XzHeaderReader(header[1..]);
        var flags = reader.Byte();
        _ = (flags & 0x40) != 0 ? reader.Integer() : 0;
        _ = (flags & 0x80) != 0 ? reader.Integer() : 0;
        for (var filter = 0; filter <= (flags & 3); filter++)
        {
            var id = reader.Integer();
            var properties = reader.Bytes(reader.Integer());
            if (id == Lzma2 && properties is [var bits, ..] && DictionarySize(bits) is var size and > MaxDictionary)
            {
                throw new InvalidDataException(PluginMessages.XzDictionaryIsTooLarge(size, MaxDictionary));
            }
        }
    }

    private static long DictionarySize(byte bits) => (2L | (uint)(bits & 1)) << (Math.Min((int)bits, 40) / 2 + 11);

    private void SkipIndexAndFooter()
    {
        var start = _input.Position - 1;
        for (var integers = 2 * SkipInteger(); integers > 0; integers--)
        {
            SkipInteger();
        }

        while ((_input.Position - start) % Alignment != 0)
        {
            _input.ReadByte();
        }

        Span<byte> end = stackalloc byte[sizeof(uint) + FooterLength];
        _input.ReadExactly(end);
        if (!end.EndsWith("YZ"u8))
        {
            throw new InvalidDataException(PluginMessages.XzHeaderIsDamaged);
        }
    }

    private long SkipInteger()
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var next = (byte)_input.ReadByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80 || shift >= 56)
            {
                return value;
            }
        }
    }

    /// <summary>A block from its header on, which has been read already.</summary>
    private sealed class BlockInput(byte[] header, ContentReader rest) : ContentStream
    {
        private readonly long _start = rest.Position - header.Length;
        private int _next;

        public override long Position
        {
            get => _next < header.Length ? _start + _next : rest.Position;
            set => throw new NotSupportedException();
        }

        public override int ReadByte() => _next < header.Length ? header[_next++] : rest.ReadByte();

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, header.Length - _next);
            header.AsSpan(_next, count).CopyTo(buffer);
            _next += count;
            return count + rest.Read(buffer[count..]);
        }
    }
}
