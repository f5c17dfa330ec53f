using System.Buffers;
using FalcoPlugin.Sdk.Memory;

namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>
/// A buffer for one body in pages of the system: only those that were written to take memory, and what is given back is free at once. Arrays of this size
/// would stay in the managed heap after a burst for as long as the host lives.
/// </summary>
internal sealed unsafe class BodyBuffer : MemoryManager<byte>
{
    private byte* _start;

    /// <exception cref="BodyMemoryExhaustedException">The system has no memory for it.</exception>
    public BodyBuffer(int capacity)
    {
        try
        {
            _start = NativePages.Allocate(capacity);
        }
        catch (InsufficientMemoryException)
        {
            throw new BodyMemoryExhaustedException();
        }

        Capacity = capacity;
    }

    public int Capacity { get; }

    /// <summary>Gives back the memory behind the first <paramref name="kept"/> bytes, a multiple of the page size.</summary>
    public void Trim(int kept) => NativePages.Discard(_start + kept, Capacity - kept);

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
            NativePages.Free(_start, Capacity);
            _start = null;
        }
    }
}
