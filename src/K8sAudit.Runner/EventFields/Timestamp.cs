namespace K8sAudit.Runner.EventFields;

/// <summary>Converts times to the timestamps of events.</summary>
internal static class Timestamp
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
