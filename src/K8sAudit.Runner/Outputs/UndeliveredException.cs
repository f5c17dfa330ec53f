namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts were not delivered: some of those that were being written, or earlier ones whose delivery was uncertain.</summary>
/// <param name="count">How many; 0 where all were delivered and there is still something to report.</param>
/// <param name="reason">Why, for the log.</param>
internal class UndeliveredException(int count, string reason) : IOException(reason)
{
    public int Count => count;
}
