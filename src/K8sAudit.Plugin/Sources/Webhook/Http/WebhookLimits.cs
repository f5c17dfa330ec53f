namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Bounds of the webhook that need not be configured.</summary>
internal static class WebhookLimits
{
    /// <summary>The size of the buffer of a body before its first byte arrives; the length that a client declares is not trusted.</summary>
    public const int InitialBodySize = 64 * 1024;

    /// <summary>When a refused client may retry; the API server's client waits that long.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How much of a connection is read ahead of what was requested, in bytes: each connection takes it, authenticated or not.</summary>
    public const int ReadAhead = 128 * 1024;

    /// <summary>How long a body may come at any rate.</summary>
    public static TimeSpan DataRateGrace { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long memory is kept that nothing needs: long enough for a steady load, whose requests come in groups.</summary>
    public static TimeSpan UntilUnused { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long in-flight requests may take when the stream closes.</summary>
    public static TimeSpan Shutdown { get; } = TimeSpan.FromSeconds(2);
}
