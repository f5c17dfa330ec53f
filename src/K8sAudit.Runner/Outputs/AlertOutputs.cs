using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>All configured outputs as one; each has its own queue, so that none waits for another. A reload takes over those that did not change.</summary>
internal sealed class AlertOutputs : IAlertOutput
{
    private readonly List<Entry> _outputs = [];

    private AlertOutputs()
    {
    }

    /// <summary>How many alerts were dropped.</summary>
    public long Dropped => _outputs.Sum(entry => entry.Output.Dropped);

    /// <summary>The names of the outputs whose queues are full.</summary>
    public IEnumerable<string> Full => _outputs.Where(entry => entry.Output.IsFull).Select(entry => entry.Plan.Name);

    /// <summary>Opens the outputs, and takes over those of before that are the same.</summary>
    /// <exception cref="UserError">One of them cannot be opened.</exception>
    public static AlertOutputs Open(FalcoConfiguration configuration, OutputFactory factory, Log log, AlertOutputs? before = null)
    {
        var outputs = new AlertOutputs();
        try
        {
            foreach (var plan in OutputFactory.Plans(configuration))
            {
                var same = before?._outputs.Find(entry => entry.Plan == plan);
                outputs._outputs.Add(same ?? new Entry(plan, factory.Queue(plan, log)));
            }

            return outputs;
        }
        catch
        {
            outputs.DisposeUnlessIn(before);
            throw;
        }
    }

    public void Write(Alert alert)
    {
        foreach (var entry in _outputs)
        {
            entry.Output.Write(alert);
        }
    }

    public void Reopen() => _outputs.ForEach(entry => entry.Output.Reopen());

    public void Dispose() => DisposeUnlessIn(null);

    /// <summary>Closes all outputs but those that others took over; what waits for them is written first.</summary>
    public void DisposeUnlessIn(AlertOutputs? others)
    {
        foreach (var entry in _outputs.Where(entry => others?._outputs.Contains(entry) != true))
        {
            entry.Output.Dispose();
        }
    }

    private sealed record Entry(OutputPlan Plan, QueuedOutput Output);
}
