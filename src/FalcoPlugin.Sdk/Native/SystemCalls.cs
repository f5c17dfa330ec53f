using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Native;

/// <summary>The functions of the C library that .NET does not provide. All P/Invokes of the SDK are here.</summary>
internal static unsafe partial class SystemCalls
{
    /// <summary><c>write(2)</c>.</summary>
    /// <returns>The number of bytes written; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int descriptor, byte* bytes, nuint length);

    /// <summary><c>mmap(2)</c>.</summary>
    /// <returns>The address; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial void* Mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    /// <summary><c>munmap(2)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Munmap(void* address, nuint length);

    /// <summary><c>madvise(2)</c>.</summary>
    /// <returns>0; -1 after an error.</returns>
    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Madvise(void* address, nuint length, int advice);
}
