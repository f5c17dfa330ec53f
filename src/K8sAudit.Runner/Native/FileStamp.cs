using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary>What a look at a file tells without reading it. Every write, and every other file under its name, gives another stamp.</summary>
/// <param name="Device">The device that the file is on.</param>
/// <param name="Inode">The file on that device.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Changed">When it was written or renamed last, in nanoseconds.</param>
/// <param name="Kind">Which kind of file it is, as in <c>st_mode</c>.</param>
internal readonly record struct FileStamp(ulong Device, ulong Inode, ulong Size, long Changed, int Kind)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStatus = 0x7ff;
    private const int KindMask = 0xf000;
    private const int RegularFile = 0x8000;
    private const int Pipe = 0x1000;
    private const int Socket = 0xc000;

    /// <summary>Whether it is a regular file: no directory, pipe or device.</summary>
    public bool IsRegular => Kind == RegularFile;

    public bool IsPipe => Kind == Pipe;

    /// <summary>Whether it is something that a parent process connects to read from: no terminal and no other device.</summary>
    public bool HasContent => Kind is RegularFile or Pipe or Socket;

    /// <summary>Whether a path leads to the same file, which may have been written meanwhile.</summary>
    public bool IsAt(string path) => Of(path) is { } other && (other.Device, other.Inode) == (Device, Inode);

    /// <summary>The stamp of the file that a path leads to, through symbolic links; null where there is none.</summary>
    public static unsafe FileStamp? Of(string path)
    {
        Status status;
        return LibC.FileStatus(CurrentDirectory, path, 0, BasicStatus, &status) == 0
            ? new FileStamp(
                ((ulong)status.DeviceMajor << 32) | status.DeviceMinor,
                status.Inode,
                status.Size,
                (status.ChangedSeconds * 1_000_000_000) + status.ChangedNanoseconds,
                status.Mode & KindMask)
            : null;
    }

    /// <summary><c>struct statx</c>, which has the same layout on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
