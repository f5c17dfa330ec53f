using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk;

/// <summary>
/// Memory straight from the system, which takes room only where it is written to, and goes back at once. What the C library's allocator is given back
/// may stay in the process for as long as the host lives.
/// </summary>
public static unsafe partial class NativePages
{
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousUnreserved = 0x4022;
    private const int DontNeed = 4;
    private const int NoHugePages = 15;

    /// <summary>Memory that is all zero.</summary>
    /// <param name="length">How many bytes.</param>
    /// <exception cref="InsufficientMemoryException">The system gives none.</exception>
    public static byte* Allocate(long length)
    {
        var start = Map(null, (nuint)length, ReadAndWrite, PrivateAnonymousUnreserved, -1, 0);
        if (start == (void*)-1)
        {
            throw new InsufficientMemoryException($"the system gives no {length} bytes of memory");
        }

        // A first byte would take two megabytes where the machine gives huge pages to everybody.
        _ = Advise(start, (nuint)length, NoHugePages);
        return (byte*)start;
    }

    /// <summary>Gives memory back.</summary>
    /// <param name="start">What <see cref="Allocate"/> returned.</param>
    /// <param name="length">As it was allocated.</param>
    public static void Free(byte* start, long length) => _ = Unmap(start, (nuint)length);

    /// <summary>Gives the memory of a part back, which can be written to again and is zero until then.</summary>
    /// <param name="start">A page's beginning.</param>
    /// <param name="length">How many bytes.</param>
    public static void Discard(byte* start, long length) => _ = Advise(start, (nuint)length, DontNeed);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
