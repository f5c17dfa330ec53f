using System.Buffers;
using FalcoPlugin.Sdk;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>
/// What Kestrel receives into and writes from: blocks in pages of the system's, a few of which are kept. Kestrel's own pool lies pinned in the managed
/// heap, where what the largest burst took stays for as long as the host lives. Thread-safe.
/// </summary>
internal sealed class ReceiveBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>How much is read from a connection at once, in bytes.</summary>
    public const int BlockSize = 32 * 1024;

    // As many as a steady load has under way, and little enough to hold after a burst.
    private const int MaxIdle = 64;

    private readonly Lock _lock = new();
    private readonly Stack<Block> _idle = new(MaxIdle);

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
        Block? block;
        lock (_lock)
        {
            _idle.TryPop(out block);
        }

        block ??= new Block(this);
        block.Lend();
        return block;
    }

    /// <summary>A server that ends does not take the blocks from the next one.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        lock (_lock)
        {
            if (_idle.Count < MaxIdle)
            {
                _idle.Push(block);
                return;
            }
        }

        block.Free();
    }

    private sealed unsafe class Block(ReceiveBlocks pool) : MemoryManager<byte>
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
                pool.Return(this);
            }
        }
    }
}
