using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Engine;

/// <summary>Counts matches in the statistics of the run.</summary>
internal sealed class CountingSink(Statistics statistics, IMatchSink next) : IMatchSink
{
    public void Accept(in Match match)
    {
        statistics.Count(match.Rule);
        next.Accept(match);
    }
}
