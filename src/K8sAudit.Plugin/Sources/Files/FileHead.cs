using System.IO.Hashing;
using K8sAudit.Plugin.Native;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// The start of a file: tells whether the file was truncated and written again, even if it has grown past the old offset since, or whether another file has its
/// inode.
/// </summary>
internal sealed class FileHead
{
    /// <summary>The maximum number of bytes that are known.</summary>
    public const int MaxLength = 512;

    private readonly byte[] _bytes = new byte[MaxLength];
    private readonly byte[] _now = new byte[MaxLength];

    /// <summary>How many bytes of the beginning are known.</summary>
    public int Length { get; private set; }

    /// <summary>A hash of the beginning.</summary>
    public string Hash => Convert.ToHexStringLower(XxHash128.Hash(_bytes.AsSpan(0, Length)));

    /// <summary>Whether the first bytes of a file have that hash.</summary>
    public static bool IsThatOf(SafeFileHandle handle, int length, string hash)
    {
        var bytes = new byte[Math.Clamp(length, 0, MaxLength)];
        return Posix.Read(handle, bytes, 0) == length && Convert.ToHexStringLower(XxHash128.Hash(bytes)) == hash;
    }

    public void Clear() => Length = 0;

    /// <summary>Whether the file still has the same start; adds what was appended since.</summary>
    public bool Check(SafeFileHandle handle)
    {
        var count = Posix.Read(handle, _now, 0);
        if (count < Length || !_now.AsSpan(0, Length).SequenceEqual(_bytes.AsSpan(0, Length)))
        {
            return false;
        }

        _now.AsSpan(0, count).CopyTo(_bytes);
        Length = count;
        return true;
    }
}
