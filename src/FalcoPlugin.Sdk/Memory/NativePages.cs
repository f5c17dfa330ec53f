using FalcoPlugin.Sdk.Native;

namespace FalcoPlugin.Sdk.Memory;

/// <summary>
/// Memory of the operating system. It uses physical memory only where it is written to, and is returned at once when it is freed. Memory that is freed to
/// the allocator of the C library may stay in the process until the host ends.
/// </summary>
public static unsafe class NativePages
{
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousUnreserved = 0x4022;
    private const int DontNeed = 4;
    private const int NoHugePages = 15;

    /// <summary>Allocates memory that is all zero.</summary>
    /// <param name="length">In bytes.</param>
    /// <exception cref="InsufficientMemoryException">The system has no memory.</exception>
    public static byte* Allocate(long length)
    {
        var start = SystemCalls.Mmap(null, (nuint)length, ReadAndWrite, PrivateAnonymousUnreserved, -1, 0);
        if (start == (void*)-1)
        {
            throw new InsufficientMemoryException($"the system refused to allocate {length} bytes of memory");
        }

        // Otherwise the first byte uses two megabytes on a machine where huge pages are the default.
        _ = SystemCalls.Madvise(start, (nuint)length, NoHugePages);
        return (byte*)start;
    }

    /// <summary>Frees memory.</summary>
    /// <param name="start">The address that <see cref="Allocate"/> returned.</param>
    /// <param name="length">The length that was allocated, in bytes.</param>
    public static void Free(byte* start, long length) => _ = SystemCalls.Munmap(start, (nuint)length);

    /// <summary>Returns the physical memory of a part to the system. The part can be written to again, and is zero until then.</summary>
    /// <param name="start">The beginning of a page.</param>
    /// <param name="length">In bytes.</param>
    public static void Discard(byte* start, long length) => _ = SystemCalls.Madvise(start, (nuint)length, DontNeed);
}
