using System.Runtime.InteropServices;

namespace FalcoRules.Native;

/// <summary>Files that are not regular ones: opening or reading them may wait without limit.</summary>
internal static unsafe partial class SpecialFiles
{
    private const int CurrentDirectory = -100;
    private const uint TypeMask = 1;
    private const int ModeOffset = 28;
    private const int StatusSize = 256;
    private const long ProcMagic = 0x9fa0;

    /// <summary>What messages call the special file that a path leads to; null for a regular file, a directory, and where there is nothing.</summary>
    public static string? KindOf(string path)
    {
        // struct statx has the same layout on every architecture.
        var status = stackalloc byte[StatusSize];
        return Statx(CurrentDirectory, path, 0, TypeMask, status) != 0 ? null : (*(ushort*)(status + ModeOffset) & 0xf000) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xc000 => "a socket",
            0x8000 when IsOfProc(path) => "a file of /proc",
            _ => null,
        };
    }

    // Reading /proc/kmsg, for example, waits for a message.
    private static bool IsOfProc(string path)
    {
        var status = stackalloc long[StatusSize / sizeof(long)];
        return Statfs(path, status) == 0 && status[0] == ProcMagic;
    }

    [LibraryImport("libc", EntryPoint = "statfs", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statfs(string path, long* status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, byte* status);
}
