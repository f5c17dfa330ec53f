using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Native;

/// <summary>The functions of the C library that .NET does not offer. All P/Invokes of the program are here.</summary>
internal static unsafe partial class LibC
{
    /// <summary><c>open(2)</c>.</summary>
    /// <returns>The file descriptor; -1 after an error, which is the last P/Invoke error.</returns>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, OpenFlags flags, int mode);

    /// <summary><c>write(2)</c>.</summary>
    /// <returns>The number of bytes written; -1 after an error, which is the last P/Invoke error.</returns>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, byte* bytes, nuint length);

    /// <summary><c>poll(2)</c>. A negative timeout is no limit.</summary>
    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    /// <summary><c>signal(2)</c>.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint Signal(int signal, nint handler);
}
