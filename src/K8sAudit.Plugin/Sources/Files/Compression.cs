using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>A way to compress files, as rotated logs often are.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Magic">What each such file begins with.</param>
/// <param name="Program">The program that writes out what such a file holds.</param>
internal sealed record Compression(string Name, byte[] Magic, string Program)
{
    private const int MaxMagicLength = 6;

    private static readonly Compression[] _all =
    [
        new("gzip", [0x1f, 0x8b], "zcat"),
        new("zstd", [0x28, 0xb5, 0x2f, 0xfd], "zstdcat"),
        new("xz", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "xzcat"),
        new("bzip2", [(byte)'B', (byte)'Z', (byte)'h'], "bzcat"),
    ];

    /// <summary>How a regular file is compressed; null where it is not.</summary>
    public static Compression? Of(SafeFileHandle handle)
    {
        if (Posix.StatusOf(handle) is not { Kind: FileKind.Regular })
        {
            return null;
        }

        var bytes = new byte[MaxMagicLength];
        var count = RandomAccess.Read(handle, bytes, 0);
        return Array.Find(_all, compression => bytes.AsSpan(0, count).StartsWith(compression.Magic));
    }
}
