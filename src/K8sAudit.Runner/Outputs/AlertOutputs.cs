using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>The outputs of a configuration. Each has a queue of its own, so that none waits for another. A reload keeps those that have not changed.</summary>
internal sealed class AlertOutputs : IDisposable
{
    private readonly List<OpenOutput> _outputs = [];

    private AlertOutputs()
    {
    }

    /// <summary>The names of the outputs whose queues are full.</summary>
    public IEnumerable<string> Full => _outputs.Where(entry => entry.Output.IsFull).Select(entry => entry.Plan.Kind.Name);

    /// <summary>The names of the outputs, each with the reason why it does not work; null where it does.</summary>
    public IReadOnlyList<(string Name, string? Failure)> States => [.. _outputs.Select(entry => (entry.Plan.Kind.Name, entry.Output.Failure))];

    /// <summary>The names of the outputs that alerts wait for, with their numbers.</summary>
    public IReadOnlyList<(string Name, int Count)> Waiting =>
        [.. _outputs.Select(entry => (entry.Plan.Kind.Name, entry.Output.Waiting)).Where(entry => entry.Waiting > 0)];

    /// <summary>Opens the outputs, and keeps those of the previous configuration that have not changed.</summary>
    /// <exception cref="UserError">One of them cannot be opened.</exception>
    public static AlertOutputs Open(FalcoConfiguration configuration, OutputFactory factory, AlertOutputs? previous = null)
    {
        var outputs = new AlertOutputs();
        try
        {
            foreach (var plan in OutputPlan.Of(configuration))
            {
                var same = previous?._outputs.Find(entry => entry.Plan == plan);
                outputs._outputs.Add(same ?? new OpenOutput(plan, factory.Open(plan)));
            }

            return outputs;
        }
        catch
        {
            outputs.DisposeUnlessIn(previous);
            throw;
        }
    }

    /// <summary>Passes an alert to every output. Never throws.</summary>
    public void Write(Alert alert)
    {
        foreach (var entry in _outputs)
        {
            entry.Output.Write(alert);
        }
    }

    /// <summary>The alerts that the outputs were given so far.</summary>
    public AlertMark Mark() => new([.. _outputs.Select(entry => (entry.Output, entry.Output.Queued))]);

    /// <summary>Has every output closed and opened again (SIGUSR1).</summary>
    public void Reopen() => _outputs.ForEach(entry => entry.Output.Reopen());

    public void Dispose() => DisposeUnlessIn(null);

    /// <summary>Closes the outputs that the others have not kept, after the alerts that wait for them are written.</summary>
    public void DisposeUnlessIn(AlertOutputs? others)
    {
        foreach (var entry in _outputs.Where(entry => others?._outputs.Contains(entry) != true))
        {
            entry.Output.Dispose();
        }
    }

    private sealed record OpenOutput(OutputPlan Plan, QueuedOutput Output);
}
