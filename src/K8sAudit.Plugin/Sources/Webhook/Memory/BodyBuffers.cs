using K8sAudit.Plugin.Memory;

namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>The buffers that bodies are read into, of which those that are needed are kept for the next ones. Thread-safe.</summary>
internal sealed class BodyBuffers
{
    private const int MaxIdle = 8;

    private const int PageSize = 64 * 1024;

    // What a batch of the API server needs; the rest of a larger body's memory goes back to the system.
    private const int KeptBytes = 1024 * 1024;

    private readonly TrimmingPool<BodyBuffer> _idle = new(MaxIdle, buffer => ((IDisposable)buffer).Dispose());

    /// <summary>Those of this process: buffers outlive the source that used them, as a host that reloads opens another one at once.</summary>
    public static BodyBuffers OfProcess { get; } = new();

    /// <exception cref="BodyMemoryExhaustedException">The system has no memory for one more.</exception>
    public BodyBuffer Rent(int capacity)
    {
        while (_idle.TryRent(out var idle))
        {
            if (idle.Capacity >= capacity)
            {
                return idle;
            }

            ((IDisposable)idle).Dispose();
        }

        return new BodyBuffer((int)Math.Min((capacity + (long)PageSize - 1) / PageSize * PageSize, Array.MaxLength));
    }

    /// <summary>Takes a buffer back.</summary>
    /// <param name="buffer">One that was rented.</param>
    /// <param name="used">How many of its bytes were written to.</param>
    public void Return(BodyBuffer buffer, int used)
    {
        if (used > KeptBytes)
        {
            buffer.Trim(KeptBytes);
        }

        _idle.Return(buffer);
    }

    /// <summary>Gives back what was not needed since the last call.</summary>
    public void FreeUnused() => _idle.FreeUnused();
}
