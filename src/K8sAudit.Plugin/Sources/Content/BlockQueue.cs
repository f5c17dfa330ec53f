namespace K8sAudit.Plugin.Sources.Content;

/// <summary>A few blocks between the decoder's thread and the reader's, whose memory is used again and again.</summary>
internal sealed class BlockQueue
{
    /// <summary>The size of a block, in bytes.</summary>
    public const int BlockSize = 256 * 1024;

    private const int MaxBlocks = 4;

    private readonly object _monitor = new();
    private readonly Queue<TextBlock> _blocks = new();
    private readonly Stack<byte[]> _free = new();
    private bool _isClosed;

    /// <summary>Whether the reader waits for a block.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_monitor)
            {
                return _blocks.Count == 0;
            }
        }
    }

    /// <summary>Memory for a block.</summary>
    public byte[] Rent()
    {
        lock (_monitor)
        {
            return _free.TryPop(out var bytes) ? bytes : new byte[BlockSize];
        }
    }

    /// <summary>Gives memory back.</summary>
    public void Return(byte[] bytes)
    {
        lock (_monitor)
        {
            _free.Push(bytes);
        }
    }

    /// <summary>Adds a block, and waits until there is room for it.</summary>
    /// <exception cref="OperationCanceledException">The reader has closed the queue.</exception>
    public void Add(TextBlock block)
    {
        lock (_monitor)
        {
            while (_blocks.Count >= MaxBlocks && !_isClosed)
            {
                Monitor.Wait(_monitor);
            }

            ThrowIfClosed();
            _blocks.Enqueue(block);
            Monitor.PulseAll(_monitor);
        }
    }

    /// <summary>Takes the next block.</summary>
    /// <param name="wait">How long to wait for one; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="block">The block.</param>
    public bool TryTake(TimeSpan wait, out TextBlock block)
    {
        lock (_monitor)
        {
            if (_blocks.Count == 0)
            {
                Monitor.Wait(_monitor, wait);
            }

            var isThere = _blocks.TryDequeue(out block);
            Monitor.PulseAll(_monitor);
            return isThere;
        }
    }

    /// <exception cref="OperationCanceledException">The reader has closed the queue.</exception>
    public void ThrowIfClosed()
    {
        lock (_monitor)
        {
            if (_isClosed)
            {
                throw new OperationCanceledException();
            }
        }
    }

    /// <summary>The reader takes no more blocks.</summary>
    public void Close()
    {
        lock (_monitor)
        {
            _isClosed = true;
            Monitor.PulseAll(_monitor);
        }
    }
}
