using System.Text;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Cleans paths on a host by their text alone, as Go's <c>path.Clean</c> does: <c>/etc/.</c>, <c>//etc</c> and <c>/srv/../etc</c> are <c>/etc</c>. A path with
/// a drive, or one that begins with a backslash, is a Windows path: its separators become slashes and its ASCII letters lower case, because Windows ignores
/// case: <c>C:\Temp</c> is <c>c:/temp</c>.
/// </summary>
internal static class HostPath
{
    private const int DriveLength = 2;

    /// <summary>Writes the cleaned path.</summary>
    /// <param name="path">The path; not empty.</param>
    /// <param name="target">At least one byte longer than the path.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Clean(ReadOnlySpan<byte> path, Span<byte> target)
    {
        var hasDrive = HasDrive(path);
        var isWindows = hasDrive || path[0] == '\\';
        var length = 0;
        if (hasDrive)
        {
            target[0] = (byte)(path[0] | 0x20);
            target[1] = (byte)':';
            length = DriveLength;
            path = path[DriveLength..];
        }

        var isRooted = hasDrive || IsSeparator(path[0], isWindows);
        if (isRooted)
        {
            target[length++] = (byte)'/';
        }

        var root = length;
        while (!path.IsEmpty)
        {
            var end = 0;
            while (end < path.Length && !IsSeparator(path[end], isWindows))
            {
                end++;
            }

            length = Append(path[..end], target, root, length, isRooted);
            path = path[Math.Min(end + 1, path.Length)..];
        }

        if (isWindows)
        {
            Ascii.ToLowerInPlace(target[..length], out _);
        }

        if (length == 0)
        {
            target[length++] = (byte)'.';
        }

        return length;
    }

    /// <summary>The length of the root of a cleaned path: of <c>/</c>, or <c>c:/</c>; 0 if it is relative.</summary>
    public static int RootLength(ReadOnlySpan<byte> cleaned) => HasDrive(cleaned) ? DriveLength + 1 : cleaned[0] == '/' ? 1 : 0;

    private static bool HasDrive(ReadOnlySpan<byte> path) => path.Length >= DriveLength && path[1] == ':' && char.IsAsciiLetter((char)path[0]);

    private static bool IsSeparator(byte value, bool isWindows) => value == '/' || (isWindows && value == '\\');

    private static int Append(ReadOnlySpan<byte> segment, Span<byte> target, int root, int length, bool isRooted)
    {
        if (segment.IsEmpty || segment.SequenceEqual("."u8))
        {
            return length;
        }

        var last = target[root..length];
        last = last[(last.LastIndexOf((byte)'/') + 1)..];
        if (segment.SequenceEqual(".."u8) && !last.IsEmpty && !last.SequenceEqual(".."u8))
        {
            return Math.Max(root, length - last.Length - 1);
        }

        if (segment.SequenceEqual(".."u8) && isRooted)
        {
            return length;
        }

        if (length > root)
        {
            target[length++] = (byte)'/';
        }

        segment.CopyTo(target[length..]);
        return length + segment.Length;
    }
}
