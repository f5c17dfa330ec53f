namespace FalcoPlugin.Sdk.Memory;

/// <summary>
/// The memory of an event batch: slabs of one size that are filled one after the other and reused, and a slab of its own for each larger event.
/// </summary>
internal sealed unsafe class EventSlabs
{
    /// <summary>Size of an ordinary slab, in bytes.</summary>
    public const int SlabSize = 256 * 1024;

    private readonly List<Slab> _slabs = [];
    private readonly List<Slab> _largeSlabs = [];
    private int _slab;
    private int _used;

    /// <summary>Returns memory that is allocated by <see cref="Use"/>, or returned again by the next call.</summary>
    /// <param name="length">In bytes.</param>
    /// <exception cref="InsufficientMemoryException">The system has no memory.</exception>
    public byte* Reserve(int length) => length > SlabSize ? AllocateLarge(length) : ReserveInSlab(length);

    /// <summary>Allocates the first bytes of what was reserved.</summary>
    /// <param name="reserved">The length that was reserved.</param>
    /// <param name="used">How many of these bytes are used.</param>
    public void Use(int reserved, int used)
    {
        if (reserved <= SlabSize)
        {
            _used += used;
        }
    }

    /// <summary>Reuses the slabs for other events, and frees the large ones.</summary>
    public void Clear()
    {
        Free(_largeSlabs);
        _slab = _used = 0;
    }

    /// <summary>Frees all slabs. The object can be used again.</summary>
    public void Free()
    {
        Clear();
        Free(_slabs);
    }

    // Freed with the other large slabs, whether it is used or not.
    private byte* AllocateLarge(int length)
    {
        var start = NativePages.Allocate(length);
        _largeSlabs.Add(new Slab((nint)start, length));
        return start;
    }

    private byte* ReserveInSlab(int length)
    {
        if (_slabs.Count > 0 && _used + length > SlabSize)
        {
            _slab++;
            _used = 0;
        }

        if (_slab == _slabs.Count)
        {
            _slabs.Add(new Slab((nint)NativePages.Allocate(SlabSize), SlabSize));
        }

        return (byte*)_slabs[_slab].Start + _used;
    }

    private static void Free(List<Slab> slabs)
    {
        foreach (var (start, length) in slabs)
        {
            NativePages.Free((byte*)start, length);
        }

        slabs.Clear();
    }

    private readonly record struct Slab(nint Start, long Length);
}
