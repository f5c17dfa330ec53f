namespace K8sAudit.Runner.Engine;

/// <summary>
/// Receives the matches of one event source, on one of its threads at a time. Sinks form a chain: each one may count, hold back or add matches before it passes
/// them to the next one; the last one reports them. <see cref="MatchChain"/> assembles them.
/// </summary>
internal interface IMatchSink
{
    /// <summary>Receives one match.</summary>
    void Accept(in Match match);
}
