using System.Buffers.Binary;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The content of a gzip file, of all files that were appended to it too.</summary>
/// <remarks>
/// <code>
///  magic: 2 | method: 8 | flags | time: 4 | 2 | extra | name\0 | comment\0 | sum: 2 | deflated bytes | CRC-32: u32 | length: u32     (RFC 1952, little endian)
/// </code>
/// The platform's stream takes an end in the middle for the end.
/// </remarks>
internal sealed class GzipContent(Stream content) : ContentStream
{
    private const int FixedHeaderLength = 10;
    private const int TrailerLength = 8;
    private const byte Deflate = 8;

    private readonly ContentReader _file = new(content);
    private DeflatedContent? _member;

    [Flags]
    private enum Flags : byte
    {
        Sum = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
    }

    public static byte[] Magic { get; } = [0x1f, 0x8b];

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_member is not null || TryOpenMember()))
        {
            if (_member!.Read(buffer) is var count and > 0)
            {
                return count;
            }

            _member.End(TrailerOf, TrailerLength, PluginMessages.EndsEarlyOrDamaged);
            _member.Dispose();
            _member = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        base.Dispose(disposing);
    }

    private static int TrailerOf(ReadOnlySpan<byte> bytes, uint sum, long length, long compressed) =>
        bytes.Length >= TrailerLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == sum
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]) == (uint)length
            ? TrailerLength
            : 0;

    private bool TryOpenMember()
    {
        // Tapes and some tools fill the last block with zeros.
        while (_file.Peek(1) is [0])
        {
            _file.Skip(1);
        }

        if (_file.IsAtEnd)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[FixedHeaderLength];
        if (!_file.Peek(Magic.Length).SequenceEqual(Magic) || _file.Read(header) == 0 || header[Magic.Length] != Deflate)
        {
            throw new InvalidDataException(PluginMessages.GzipHasOtherBytes);
        }

        SkipOptional((Flags)header[3]);
        _member = new DeflatedContent(_file);
        return true;
    }

    private void SkipOptional(Flags flags)
    {
        if (flags.HasFlag(Flags.Extra))
        {
            _file.Skip(_file.ReadByte() | (_file.ReadByte() << 8));
        }

        SkipText(flags.HasFlag(Flags.Name));
        SkipText(flags.HasFlag(Flags.Comment));
        _file.Skip(flags.HasFlag(Flags.Sum) ? 2 : 0);
    }

    private void SkipText(bool isThere)
    {
        while (isThere && _file.ReadByte() != 0)
        {
        }
    }
}
