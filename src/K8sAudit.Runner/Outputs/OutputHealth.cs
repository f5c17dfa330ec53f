namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Whether an output works: what its last delivery or check says. A delivery that failed counts for a minute at least, because a check cannot see what made it
/// fail, such as a server that refuses alerts; without a limit an output without further alerts would count as failed for good. One thread changes it, any
/// thread may read it.
/// </summary>
/// <param name="report">Logs the changes.</param>
internal sealed class OutputHealth(DeliveryReport report)
{
    private const long MinFailureMilliseconds = 60_000;

    private volatile string? _failure;
    private long _lastDeliveryFailure = -MinFailureMilliseconds;

    /// <summary>Why the output does not work; null where it does.</summary>
    public string? Failure => _failure;

    /// <summary>Notes that alerts were delivered.</summary>
    public void Deliver() => Recover();

    /// <summary>Notes that alerts were not delivered.</summary>
    public void FailDelivery(string reason) => (_failure, _lastDeliveryFailure) = (reason, Environment.TickCount64);

    /// <summary>Runs a check. Only the first failure is logged.</summary>
    public void Check(Action check)
    {
        try
        {
            check();
            if (Environment.TickCount64 - _lastDeliveryFailure >= MinFailureMilliseconds)
            {
                Recover();
            }
        }
        catch (Exception e)
        {
            if (_failure is null)
            {
                report.LogCheckFailure(e.Message);
            }

            _failure = e.Message;
        }
    }

    private void Recover()
    {
        if (_failure is not null)
        {
            _failure = null;
            report.LogRecovery();
        }
    }
}
