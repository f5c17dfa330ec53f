using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary>The functions of the C library that .NET does not offer. All P/Invokes of the program are here.</summary>
internal static unsafe partial class LibC
{
    /// <summary><c>open(2)</c>.</summary>
    /// <returns>The file descriptor; -1 after an error, which is the last P/Invoke error.</returns>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, OpenFlags flags, int mode);

    /// <summary><c>fcntl(2)</c> with a command without an argument.</summary>
    /// <returns>-1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "fcntl")]
    public static partial int FileControl(int descriptor, int command);

    /// <summary><c>write(2)</c>.</summary>
    /// <returns>The number of bytes written; -1 after an error, which is the last P/Invoke error.</returns>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle file, byte* bytes, nuint length);

    /// <summary>The request <c>FIONREAD</c>.</summary>
    public const nuint BytesToRead = 0x541B;

    /// <summary><c>ioctl(2)</c> with a request that gives a number.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int IoControl(SafeHandle file, nuint request, out int value);

    /// <summary><c>poll(2)</c>. A negative timeout is no limit.</summary>
    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    /// <summary><c>statx(2)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FileStatus(int directory, string path, int flags, uint mask, FileStamp.Status* status);

    /// <summary><c>getrlimit(2)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    public static partial int GetResourceLimit(int resource, DescriptorLimit.Limit* limit);

    /// <summary><c>setrlimit(2)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    public static partial int SetResourceLimit(int resource, DescriptorLimit.Limit* limit);

    /// <summary><c>adjtimex(2)</c>.</summary>
    /// <returns>The state of the clock; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "adjtimex")]
    public static partial int AdjustTime(byte* state);

    /// <summary><c>access(2)</c>.</summary>
    /// <returns>0; -1 where it is not allowed.</returns>
    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    /// <summary><c>signal(2)</c>.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);

    /// <summary><c>setenv(3)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
