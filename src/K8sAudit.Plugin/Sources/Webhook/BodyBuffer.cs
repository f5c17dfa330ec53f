using System.Buffers;
using System.Runtime.InteropServices;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// Room for one body in pages of the system's: only those that were written to take memory, and what is given back is free at once. Arrays of this size
/// would stay in the managed heap after a burst for as long as the host lives.
/// </summary>
internal sealed unsafe partial class BodyBuffer : MemoryManager<byte>
{
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousUnreserved = 0x4022;
    private const int DontNeed = 4;

    private byte* _start;

    /// <exception cref="BodyRoomException">The system has no room for it.</exception>
    public BodyBuffer(int capacity)
    {
        var start = Map(null, (nuint)capacity, ReadAndWrite, PrivateAnonymousUnreserved, -1, 0);
        if (start == (void*)-1)
        {
            throw new BodyRoomException();
        }

        _start = (byte*)start;
        Capacity = capacity;
    }

    public int Capacity { get; }

    /// <summary>Gives back the memory behind the first <paramref name="kept"/> bytes, a multiple of the page size.</summary>
    public void Trim(int kept) => _ = Advise(_start + kept, (nuint)(Capacity - kept), DontNeed);

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_start, _start is null ? 0 : Capacity);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_start is not null)
        {
            _ = Unmap(_start, (nuint)Capacity);
            _start = null;
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
