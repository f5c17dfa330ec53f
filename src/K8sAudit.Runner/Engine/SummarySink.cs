using K8sAudit.Runner.Reports;
using K8sAudit.Runner.Terminal;

namespace K8sAudit.Runner.Engine;

/// <summary>Counts matches by identity, namespace and address for the closing summary.</summary>
internal sealed class SummarySink(RunSummary summary, IMatchSink next) : IMatchSink
{
    public void Accept(in Match match)
    {
        var context = AlertContext.Of(match.Rule, match.Values);
        summary.Count(context.Identity, context.Namespace, context.Addresses);
        next.Accept(match);
    }
}
