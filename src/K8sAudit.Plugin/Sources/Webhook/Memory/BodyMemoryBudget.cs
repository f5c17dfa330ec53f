namespace K8sAudit.Plugin.Sources.Webhook.Memory;

/// <summary>How much the bodies that are being read take together, so that many large ones cannot exhaust the memory. Thread-safe.</summary>
internal sealed class BodyMemoryBudget(long maxBytes)
{
    private long _bytes;

    /// <summary>How many bodies are being read.</summary>
    public int Bodies => _bodies;

    private int _bodies;

    /// <summary>Begins a body; false where <paramref name="max"/> are in flight.</summary>
    public bool TryBegin(int max)
    {
        if (Interlocked.Increment(ref _bodies) <= max)
        {
            return true;
        }

        End();
        return false;
    }

    public void End() => Interlocked.Decrement(ref _bodies);

    /// <summary>Reserves memory; false where there is too little and other bodies hold some, so that a single large body is not refused each time.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="own">How much the body holds already.</param>
    public bool TryReserve(long bytes, long own)
    {
        var total = Interlocked.Add(ref _bytes, bytes);
        if (total <= maxBytes || total == own + bytes)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
