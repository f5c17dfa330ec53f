using System.Buffers.Binary;
using System.IO.Compression;
using K8sAudit.Plugin.Messages;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// The files of a zip archive, in the order in which they are stored. The archive is read from its start without its directory, which is at its end, so that it
/// can be incomplete, come through a pipe, or be in another archive.
/// </summary>
internal static class ZipMembers
{
    private const int MinDescriptorLength = 16;
    private const int MaxDescriptorLength = 24;

    // What macOS adds for each file.
    private const string ResourceForks = "__MACOSX/";

    private static ReadOnlySpan<byte> DirectoryHeader => "PK\u0001\u0002"u8;

    private static ReadOnlySpan<byte> DirectoryEnd => "PK\u0005\u0006"u8;

    private static ReadOnlySpan<byte> Descriptor => "PK\u0007\u0008"u8;

    public static byte[] Magic { get; } = [.. "PK\u0003\u0004"u8];

    public static IEnumerable<ContentMember> Of(Stream content)
    {
        var archive = new ContentReader(content);
        while (HasFile(archive))
        {
            var header = ZipHeader.Read(archive);
            using var data = Open(header, archive);
            yield return new ContentMember(header.Name, data, !header.IsDirectory && !header.Name.StartsWith(ResourceForks, StringComparison.Ordinal));
            data.End();
        }
    }

    private static bool HasFile(ContentReader archive)
    {
        SkipDescriptor(archive);
        var next = archive.Peek(Magic.Length);
        return next.SequenceEqual(Magic)
            || (next.SequenceEqual(DirectoryHeader) || next.SequenceEqual(DirectoryEnd) ? false
                : throw new InvalidDataException(next.Length < Magic.Length ? PluginMessages.EndsEarly : PluginMessages.ZipHeaderIsDamaged));
    }

    // Some archives have the sizes in the header, too. Then nothing has read the descriptor.
    private static void SkipDescriptor(ContentReader archive)
    {
        var next = archive.Peek(MaxDescriptorLength + 2);
        if (next.StartsWith(Descriptor))
        {
            var isShort = next.Length > MinDescriptorLength && next[MinDescriptorLength..].StartsWith(Magic.AsSpan(0, 2));
            archive.Skip(isShort ? MinDescriptorLength : MaxDescriptorLength);
        }
    }

    private static ZipMember Open(ZipHeader header, ContentReader archive) => header switch
    {
        { IsEncrypted: true } => new ZipMember.Unreadable(header, archive, PluginMessages.MemberIsEncrypted),
        { Method: 8, HasDescriptor: true, Compressed: 0 } => new ZipMember.Unsized(archive, DescriptorLength),
        { Method: 0 } => new ZipMember.Sized(header, archive, data => data),
        { Method: 8 } => new ZipMember.Sized(header, archive, data => new DeflateStream(data, CompressionMode.Decompress)),
        { Method: 12 } => new ZipMember.Sized(
            header,
            archive,
            data => BZip2Stream.Create(data, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false)),
        { Method: 93 } => new ZipMember.Sized(header, archive, data => new DecompressionStream(data)),
        { Method: 95 } => new ZipMember.Sized(header, archive, data => new XzStream(data)),
        _ => new ZipMember.Unreadable(header, archive, PluginMessages.ZipMethodIsNotRead(header.Method)),
    };

    // PK\7\8, which may be left out | CRC-32: 4 | compressed: 4 or 8 | size: 4 or 8
    private static int DescriptorLength(ReadOnlySpan<byte> bytes, uint sum, long length, long compressed)
    {
        var start = bytes.StartsWith(Descriptor) ? Descriptor.Length : 0;
        var fields = bytes[start..];
        if (fields.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(fields) != sum)
        {
            return 0;
        }

        return fields.Length >= 20
            && BinaryPrimitives.ReadInt64LittleEndian(fields[4..]) == compressed
            && BinaryPrimitives.ReadInt64LittleEndian(fields[12..]) == length ? start + 20
            : BinaryPrimitives.ReadUInt32LittleEndian(fields[4..]) == (uint)compressed
            && BinaryPrimitives.ReadUInt32LittleEndian(fields[8..]) == (uint)length ? start + 12
            : 0;
    }

    /// <summary>The maximum length of what follows data whose size was not known before.</summary>
    internal static int MaxTrailerLength => MaxDescriptorLength;
}
