using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Native;

/// <summary>
/// Reads small files, such as certificates and offsets. A large file, a named pipe or a device is an error, so that none of them can block or fill the memory.
/// </summary>
internal static class SmallFile
{
    /// <summary>The maximum size, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The content of a file.</summary>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    /// <exception cref="IOException">It is not a regular file, is too large, or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using var handle = Posix.Open(path);
        var kind = Posix.StatusOf(handle)?.Kind;
        if (kind != FileKind.Regular)
        {
            throw new IOException($"it is {FileKinds.Name(kind)}; expected a regular file");
        }

        var buffer = new byte[MaxBytes + 1];
        var length = ReadAll(handle, buffer);
        return length <= MaxBytes ? buffer[..length] : throw new IOException($"it is larger than {MaxBytes} bytes");
    }

    private static int ReadAll(SafeFileHandle handle, Span<byte> buffer)
    {
        var length = 0;
        for (var count = -1; count != 0 && length < buffer.Length; length += count)
        {
            count = RandomAccess.Read(handle, buffer[length..], length);
        }

        return length;
    }
}
