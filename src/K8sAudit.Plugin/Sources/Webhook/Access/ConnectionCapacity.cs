namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// How many connections the webhook accepts: <c>maxConnections</c>, or fewer if the process may not open that many descriptors. Otherwise idle connections take
/// the descriptors of outputs and files, and alerts fail with "Too many open files".
/// </summary>
internal static class ConnectionCapacity
{
    /// <summary>The descriptors that are left to outputs, files, libraries and the host.</summary>
    public const int Reserve = 192;

    private const int Min = 16;

    /// <summary>The number of connections that can be had.</summary>
    /// <param name="configured"><c>maxConnections</c>.</param>
    /// <param name="descriptors">How many descriptors the process may have open; null for no limit.</param>
    public static int Of(int configured, long? descriptors) => (int)Math.Min(configured, Math.Max(Min, (descriptors ?? long.MaxValue) - Reserve));
}
