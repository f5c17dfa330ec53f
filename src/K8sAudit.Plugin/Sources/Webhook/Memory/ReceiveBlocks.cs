using System.Buffers;
using K8sAudit.Plugin.Memory;
using Microsoft.AspNetCore.Connections;

namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>
/// What Kestrel receives into and writes from, in blocks that are larger than its own: a body of the API server takes an eighth of the system calls. Those
/// that are needed are kept; the others are the collector's. Thread-safe.
/// </summary>
/// <remarks>They are arrays, since Kestrel's transport sends answers that fill more than one block from arrays only.</remarks>
internal sealed class ReceiveBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>How much is read from a connection at once, in bytes.</summary>
    public const int BlockSize = 32 * 1024;

    private const int MaxIdle = 256;

    // One megabyte.
    private const int WorthCollecting = 32;

    private readonly TrimmingPool<Block> _idle = new(MaxIdle, _ => { });
    private int _givenUp;

    /// <summary>Those of this process: one source follows another when the host reloads.</summary>
    public static ReceiveBlocks OfProcess { get; } = new();

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <summary>All users share one pool.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        var block = _idle.TryRent(out var idle) ? idle : new Block(_idle);
        block.Lend();
        return block;
    }

    /// <summary>
    /// Releases what was not needed since the last call. After a large release the garbage collector is called, which would not run by itself for hours: little
    /// is allocated here otherwise. One thread at a time.
    /// </summary>
    public void FreeUnused()
    {
        _givenUp += _idle.FreeUnused();
        if (_givenUp >= WorthCollecting)
        {
            _givenUp = 0;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>A server that ends does not take the blocks from the next one.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(TrimmingPool<Block> idle) : IMemoryOwner<byte>
    {
        // Not pinned, so that the collector can close the gaps between those that are left.
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockSize);
        private bool _lent;

        public Memory<byte> Memory => _bytes;

        public void Lend() => _lent = true;

        public void Dispose()
        {
            // A second time must not give two connections the same block.
            if (Interlocked.Exchange(ref _lent, false))
            {
                idle.Return(this);
            }
        }
    }
}
