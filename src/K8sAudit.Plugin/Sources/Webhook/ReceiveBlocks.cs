using System.Buffers;
using FalcoPlugin.Sdk;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// What Kestrel receives into and writes from: blocks in pages of the system's, of which those that are needed are kept. Kestrel's own pool lies pinned in
/// the managed heap, where what the largest burst took stays for as long as the host lives. Thread-safe.
/// </summary>
internal sealed class ReceiveBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>How much is read from a connection at once, in bytes.</summary>
    public const int BlockSize = 32 * 1024;

    private const int MaxIdle = 64;

    private readonly IdleStack<Block> _idle = new(MaxIdle, block => block.Free());

    /// <summary>Those of this process: one source follows another when the host reloads.</summary>
    public static ReceiveBlocks OfProcess { get; } = new();

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <summary>All users share one pool.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    /// <exception cref="InsufficientMemoryException">The system has no room for one more.</exception>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        var block = _idle.TryTake(out var idle) ? idle : new Block(_idle);
        block.Lend();
        return block;
    }

    /// <summary>Gives back what was not needed since the last call.</summary>
    public void FreeUnused() => _idle.FreeUnused();

    /// <summary>A server that ends does not take the blocks from the next one.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private sealed unsafe class Block(IdleStack<Block> idle) : MemoryManager<byte>
    {
        private byte* _start = NativePages.Allocate(BlockSize);
        private bool _rented;

        public void Lend() => _rented = true;

        public void Free()
        {
            NativePages.Free(_start, BlockSize);
            _start = null;
        }

        public override Span<byte> GetSpan() => new(_start, _start is null ? 0 : BlockSize);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
            // A second time must not give two connections the same block.
            if (Interlocked.Exchange(ref _rented, false))
            {
                idle.Keep(this);
            }
        }
    }
}
