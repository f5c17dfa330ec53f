using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Outputs;

/// <summary>Opens outputs.</summary>
/// <param name="progress">The progress line, which may share the terminal with standard output.</param>
/// <param name="reports">The reports of the outputs.</param>
/// <param name="closed">Called when the reader of standard output has closed it.</param>
/// <param name="isEnding">Whether the run is ending.</param>
internal sealed class OutputFactory(ProgressLine progress, DeliveryReports reports, Action closed, Func<bool> isEnding)
{
    /// <summary>The output to standard output.</summary>
    public IAlertOutput StandardOutput { get; } =
        progress.IsEnabled && !Console.IsOutputRedirected ? new ErasingOutput(progress, Outputs.StandardOutput.Shared) : Outputs.StandardOutput.Shared;

    /// <summary>Opens an output with its queue.</summary>
    /// <exception cref="UserError">A file that the output needs cannot be used.</exception>
    public QueuedOutput Open(OutputPlan plan) =>
        new(plan.Kind.Create(plan, this), plan.Capacity, plan.Timeout, reports.Of(plan.Kind.Name), plan.Kind.EndsRunWhenClosed ? closed : () => { }, isEnding);
}
