using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Queue;

/// <summary>How much goes into a batch, and how long the host waits for one.</summary>
internal static class BatchLimits
{
    /// <summary>As many events as the API server puts into a batch.</summary>
    public const int Events = 400;

    /// <summary>Payload bytes.</summary>
    public const long Bytes = 1024 * 1024;

    /// <summary>The longest time that <see cref="IEventStream.Next"/> waits.</summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromMilliseconds(30);

    public static bool IsFull(EventBatch batch) => batch.Count >= Events || batch.PayloadBytes >= Bytes;
}
