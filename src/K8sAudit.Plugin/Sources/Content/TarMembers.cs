using System.Formats.Tar;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>The regular files of a tar archive.</summary>
internal static class TarMembers
{
    /// <summary>The length of a header, in bytes.</summary>
    public const int HeaderLength = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether bytes are the header of a member: they contain their own sum, in all variants of the format.</summary>
    /// <remarks>
    /// <code>
    ///  name: 100 | mode, uid, gid: 8 each | size, time: 12 each | sum: 8, octal digits | …
    /// </code>
    /// The sum counts its own field as blanks.
    /// </remarks>
    public static bool IsHeader(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderLength || head[0] == 0 || !head.Contains((byte)0))
        {
            return false;
        }

        var sum = ChecksumLength * ' ';
        for (var i = 0; i < HeaderLength; i++)
        {
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumLength ? 0 : head[i];
        }

        return sum == Octal(head.Slice(ChecksumOffset, ChecksumLength));
    }

    public static IEnumerable<ContentMember> Of(Stream archive)
    {
        using var reader = new TarReader(archive, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry is { DataStream: { } content, EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile })
            {
                yield return new ContentMember(entry.Name, content);
            }
        }
    }

    private static int Octal(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = digit is >= (byte)'0' and <= (byte)'7' ? value * 8 + digit - '0' : value;
        }

        return value;
    }
}
