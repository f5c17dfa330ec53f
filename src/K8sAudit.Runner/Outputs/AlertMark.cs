namespace K8sAudit.Runner.Outputs;

/// <summary>The alerts that the outputs had been given at one moment.</summary>
/// <param name="outputs">The outputs, each with the number of its last alert.</param>
internal sealed class AlertMark(IReadOnlyList<(QueuedOutput Output, long Alerts)> outputs)
{
    /// <summary>Whether each output has delivered these alerts, or has counted them as not delivered.</summary>
    public bool IsSettled => outputs.All(entry => entry.Output.Settled >= entry.Alerts);

    /// <summary>Waits until the alerts are settled, as long as the outputs make progress.</summary>
    /// <param name="mustGiveUp">Whether to wait no longer.</param>
    /// <returns>Whether they are settled.</returns>
    public bool Wait(Func<bool> mustGiveUp) => outputs.All(entry => entry.Output.WaitForSettled(entry.Alerts, mustGiveUp));
}
