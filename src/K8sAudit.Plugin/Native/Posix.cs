using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Native;

/// <summary>Calls of the system that .NET does not offer, or not as fast.</summary>
internal static unsafe partial class Posix
{
    private const int AtCurrentDirectory = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStatsAndBirth = 0xfff;
    private const short PollIn = 1;

    /// <summary>Waits until <paramref name="handle"/> can be read without blocking, at its end included.</summary>
    public static bool WaitReadable(SafeFileHandle handle, TimeSpan wait)
    {
        var descriptor = new PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Events = PollIn };
        return Poll(&descriptor, 1, (int)wait.TotalMilliseconds) > 0;
    }

    /// <summary>What an open file is.</summary>
    public static FileStatus? StatusOf(SafeFileHandle handle) => Status((int)handle.DangerousGetHandle(), "", AtEmptyPath);

    /// <summary>What stands at a path, through symbolic links; null where nothing does.</summary>
    public static FileStatus? StatusOf(string path) => Status(AtCurrentDirectory, path, 0);

    /// <summary>Where a byte stands first; negative where it does not.</summary>
    /// <remarks>The C library looks at what vectors the machine has, which code that is compiled ahead of time for all machines does not.</remarks>
    public static int IndexOf(ReadOnlySpan<byte> bytes, byte value)
    {
        fixed (byte* start = bytes)
        {
            var found = MemoryFind(start, value, (nuint)bytes.Length);
            return found == null ? -1 : (int)(found - start);
        }
    }

    private static FileStatus? Status(int directory, string path, int flags)
    {
        StatxBuffer buffer;
        return Statx(directory, path, flags, BasicStatsAndBirth, &buffer) == 0
            ? new FileStatus(new FileIdentity(buffer.DeviceMajor, buffer.DeviceMinor, buffer.Inode), (long)buffer.Size, (FileKind)(buffer.Mode & 0xf000), Nanoseconds(buffer.Modified), Nanoseconds(buffer.Born))
            : null;
    }

    private static long Nanoseconds(StatxTime time) => time.Seconds * 1_000_000_000 + time.Nanoseconds;

    // Too short to be interrupted by the garbage collector: at most what is read at once.
    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "memchr")]
    private static partial byte* MemoryFind(byte* start, int value, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    // statx has the same layout on every architecture, which stat has not.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, StatxBuffer* buffer);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(80)]
        public StatxTime Born;

        [FieldOffset(112)]
        public StatxTime Modified;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
