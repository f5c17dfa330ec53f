using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Engine;

/// <summary>Assembles what a match passes through, from top to bottom.</summary>
internal static class MatchChain
{
    /// <summary>
    /// The chain of one event source for one snapshot. Each thread of a source has its own, and one of them at a time passes matches on, in the order of the
    /// events: what they must have in common belongs to the host.
    /// </summary>
    /// <param name="host">Where state that survives a reload is kept.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="format">The alert format of the source.</param>
    /// <param name="display">The format of standard output for people; null for <paramref name="format"/>.</param>
    /// <param name="mayWait">Whether the input may wait for slow outputs.</param>
    public static IMatchSink Create(EngineHost host, EngineSnapshot snapshot, IAlertFormat format, IAlertFormat? display, bool mayWait)
    {
        IMatchSink alerts = new AlertSink(format, display, snapshot.Outputs, mayWait);
        return new CountingSink(host.Statistics, host.Summary is null ? alerts : new SummarySink(host.Summary, alerts));
    }
}
