using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Native;

/// <summary>Functions of the C library that .NET does not offer, or that are faster than those of .NET.</summary>
internal static unsafe partial class Posix
{
    /// <summary>The error of a read that would block (<c>EAGAIN</c>), as .NET has it in <see cref="Exception.HResult"/>.</summary>
    public const int TryAgain = 11;

    private const int OpenFiles = 7;
    private const int AtCurrentDirectory = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStatsAndBirth = 0xfff;
    private const short PollIn = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoEntry = 2;
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int NotDirectory = 20;

    /// <summary>Reads at an offset; 0 at the end, and where a file of /proc has no bytes at the moment.</summary>
    public static int Read(SafeFileHandle handle, Span<byte> target, long offset)
    {
        try
        {
            return RandomAccess.Read(handle, target, offset);
        }
        catch (IOException e) when (e.HResult == TryAgain)
        {
            return 0;
        }
    }

    /// <summary>
    /// Opens a file or directory for reading. Does not wait: opening a named pipe does not wait for its writer, and reading does not wait for bytes.
    /// </summary>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = OpenDescriptor(path, NonBlocking | CloseOnExec, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Marshal.GetLastPInvokeError() switch
        {
            NoEntry or NotDirectory => new FileNotFoundException("it does not exist"),
            NotPermitted or AccessDenied => new UnauthorizedAccessException("permission denied"),
            var error => new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    /// <summary>Waits until <paramref name="handle"/> can be read without blocking, at its end included.</summary>
    public static bool WaitReadable(SafeFileHandle handle, TimeSpan wait)
    {
        var descriptor = new PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Events = PollIn };
        return Poll(&descriptor, 1, (int)wait.TotalMilliseconds) > 0;
    }

    /// <summary>How many descriptors the process may have open (the soft limit); null if it has no limit that counts.</summary>
    public static long? DescriptorLimit()
    {
        ResourceLimit limit;
        return GetResourceLimit(OpenFiles, &limit) == 0 && limit.Soft < int.MaxValue ? (long)limit.Soft : null;
    }

    /// <summary>The status of an open file.</summary>
    public static FileStatus? StatusOf(SafeFileHandle handle) => Status((int)handle.DangerousGetHandle(), "", AtEmptyPath);

    /// <summary>The status of the file at a path, through symbolic links; null if there is none.</summary>
    public static FileStatus? StatusOf(string path) => Status(AtCurrentDirectory, path, 0);

    /// <summary>The index of the first occurrence of a byte; negative if there is none.</summary>
    /// <remarks>The C library uses the vector instructions that the processor has; code that is compiled ahead of time uses those that all processors
    /// have.</remarks>
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
            ? new FileStatus(
                new FileIdentity(buffer.DeviceMajor, buffer.DeviceMinor, buffer.Inode),
                (long)buffer.Size,
                (FileKind)(buffer.Mode & 0xf000),
                Nanoseconds(buffer.Modified),
                Nanoseconds(buffer.Born))
            : null;
    }

    private static long Nanoseconds(StatxTime time) => time.Seconds * 1_000_000_000 + time.Nanoseconds;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetResourceLimit(int resource, ResourceLimit* limit);

    // Too short to be interrupted by the garbage collector: at most what is read at once.
    [SuppressGCTransition]
    [LibraryImport("libc", EntryPoint = "memchr")]
    private static partial byte* MemoryFind(byte* start, int value, nuint length);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenDescriptor(string path, int flags, int mode);

    // statx has the same layout on every architecture; stat does not.
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

    private struct ResourceLimit
    {
        public nuint Soft;
        public nuint Hard;
    }
}
