using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The table of all formats. What is recognised, what is read and what the documentation lists derive from it.</summary>
internal static class ContentFormats
{
    /// <summary>How many bytes of a file tell its format: the header of a tar archive.</summary>
    public const int HeadLength = TarMembers.HeaderLength;

    public static IReadOnlyList<ContentFormat> All { get; } =
    [
        new("gzip", GzipContent.Magic, content => One(new GzipContent(content))),
        new("zstd", [0x28, 0xb5, 0x2f, 0xfd], content => One(new DecompressionStream(content))),
        new("xz", XzStream.Magic, content => One(new XzStream(content))),
        new("bzip2", [.. "BZh"u8], content => One(BZip2Stream.Create(content, CompressionMode.Decompress, decompressConcatenated: true))),
        new("zip", ZipMembers.Magic, ZipMembers.Of),
        new("tar", [], TarMembers.Of) { Recognises = head => TarMembers.IsHeader(head.Span) },
        new("UTF-16, little endian", [0xff, 0xfe], content => One(new Utf16Stream(content, isBigEndian: false))) { Recognises = head => IsUtf16(head.Span, 0) },
        new("UTF-16, big endian", [0xfe, 0xff], content => One(new Utf16Stream(content, isBigEndian: true))) { Recognises = head => IsUtf16(head.Span, 1) },
        Unread("lz4", [0x04, 0x22, 0x4d, 0x18]),
        Unread("compress (.Z)", [0x1f, 0x9d]),
        Unread("7z", [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c]),
        Unread("rar", [.. "Rar!\u001a\u0007"u8]),
    ];

    /// <summary>The format of a file that begins with some bytes; null for text, and for a format that is not known.</summary>
    /// <param name="head">Its first <see cref="HeadLength"/> bytes, or all of them.</param>
    public static ContentFormat? Of(ReadOnlyMemory<byte> head)
    {
        foreach (var format in All)
        {
            if (format.Is(head))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Whether more bytes are needed to tell the format of a file.</summary>
    /// <param name="head">Its first bytes, one or more.</param>
    public static bool NeedsMore(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.Magic.Length > head.Length && format.Magic.AsSpan().StartsWith(head))
            {
                return true;
            }
        }

        return head is [0 or (byte)'{' or (byte)'['];
    }

    /// <summary>The format of a regular file; null for text, and for a format that is not known.</summary>
    public static ContentFormat? Of(SafeFileHandle handle)
    {
        if (Posix.StatusOf(handle) is not { Kind: FileKind.Regular })
        {
            return null;
        }

        var bytes = new byte[HeadLength];
        return Of(bytes.AsMemory(0, Posix.Read(handle, bytes, 0)));
    }

    private static IEnumerable<ContentMember> One(Stream content) => [new("", content)];

    private static ContentFormat Unread(string name, byte[] magic) => new(name, magic, Open: null);

    // A byte order mark, or an ASCII character that an event or a list begins with.
    private static bool IsUtf16(ReadOnlySpan<byte> head, int lowByte)
    {
        if (head.Length < 2)
        {
            return false;
        }

        var (low, high) = (head[lowByte], head[1 - lowByte]);
        return (low == 0xff && high == 0xfe) || (high == 0 && low is (byte)'{' or (byte)'[');
    }
}
