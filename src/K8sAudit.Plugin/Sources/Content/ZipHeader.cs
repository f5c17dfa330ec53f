using System.Buffers.Binary;
using System.Text;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The header before a file in a zip archive.</summary>
/// <remarks>
/// <code>
///  PK\3\4 | version: 2 | flags: 2 | method: 2 | time: 4 | CRC-32: 4 | compressed: 4 | size: 4 | n: 2 | m: 2 | name: n | extra: m      (APPNOTE 4.3.7)
///  extra: (id: 2 | length: 2 | data) …, with id 1: size: 8 | compressed: 8
/// </code>
/// </remarks>
/// <param name="Name">The name of the file.</param>
/// <param name="Method">How it is compressed.</param>
/// <param name="IsEncrypted">Whether it is encrypted.</param>
/// <param name="HasDescriptor">Whether the sum and the sizes follow the data, and are not here.</param>
/// <param name="Sum">The CRC-32 of the file.</param>
/// <param name="Compressed">The length of the data, in bytes.</param>
internal sealed record ZipHeader(string Name, int Method, bool IsEncrypted, bool HasDescriptor, uint Sum, long Compressed)
{
    public const int FixedLength = 30;

    private const ushort EncryptedFlag = 1;
    private const ushort DescriptorFlag = 8;
    private const ushort Zip64 = 1;

    public bool IsDirectory => Name.EndsWith('/');

    public static ZipHeader Read(ContentReader archive)
    {
        var header = new byte[FixedLength];
        archive.ReadExactly(header);
        var name = new byte[Number(header, 26)];
        archive.ReadExactly(name);
        var extra = new byte[Number(header, 28)];
        archive.ReadExactly(extra);
        var flags = Number(header, 6);
        var compressed = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(18));
        return new ZipHeader(
            Encoding.UTF8.GetString(name),
            Number(header, 8),
            (flags & EncryptedFlag) != 0,
            (flags & DescriptorFlag) != 0,
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(14)),
            compressed == uint.MaxValue ? LongCompressed(extra) : compressed);
    }

    private static long LongCompressed(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = Number(extra, 2);
            if (Number(extra, 0) == Zip64 && length >= 16 && extra.Length >= 20)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(extra[12..]);
            }

            extra = extra[Math.Min(extra.Length, 4 + length)..];
        }

        return uint.MaxValue;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
}
