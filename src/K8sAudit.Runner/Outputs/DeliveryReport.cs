using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>Counts and logs the alerts that one output has not delivered. A reload that replaces the output keeps its report. Thread-safe.</summary>
internal sealed class DeliveryReport(string output, Log log, TimeProvider time)
{
    private readonly FailureLog _failures = new(log, time);
    private long _dropped;
    private long _failed;
    private volatile bool _isClosed;

    /// <summary>The name of the output.</summary>
    public string Output => output;

    /// <summary>How many alerts were dropped because the queue was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>How many alerts were taken from the queue and not delivered, or discarded at the end.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>How many alerts are missing at the receiver; 0 where the receiver itself has closed the output.</summary>
    public long Undelivered => _isClosed ? 0 : Dropped + Failed;

    /// <summary>Counts alerts that a full queue did not take.</summary>
    public void AddDropped(int capacity)
    {
        Interlocked.Increment(ref _dropped);
        _failures.Add(LogLevel.Error, "full queue", 1, count => RunnerMessages.QueueFull(output, capacity, count));
    }

    /// <summary>Counts alerts that were not delivered. With a count of 0, only the reason is logged.</summary>
    public void AddFailed(int count, string reason)
    {
        Interlocked.Add(ref _failed, count);
        _failures.Add(LogLevel.Error, reason, count, failed => RunnerMessages.OutputFailed(output, failed, reason));
    }

    /// <summary>Logs why a check has failed. It is a kind of its own: the first alert that is not delivered for the same reason is logged at once.</summary>
    public void LogCheckFailure(string reason) =>
        _failures.Add(LogLevel.Error, $"check: {reason}", 0, _ => RunnerMessages.OutputFailed(output, 0, reason));

    /// <summary>Logs that an output that has failed works again; at most every ten seconds, since an output may fail at every second alert.</summary>
    public void LogRecovery() => _failures.Add(LogLevel.Notice, "recovery", 0, _ => RunnerMessages.OutputRecovered(output));

    /// <summary>Logs that a write takes longer than the timeout.</summary>
    public void LogLate(TimeSpan timeout) => _failures.Add(LogLevel.Critical, "timeout", 0, _ => RunnerMessages.OutputTimeout(output, timeout));

    /// <summary>Notes that the receiver has closed the output.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Logs the totals; nothing where all alerts were delivered.</summary>
    public void WriteTotals()
    {
        if (Dropped > 0)
        {
            log.Warning(RunnerMessages.AlertsDropped(output, Dropped));
        }

        if (Failed > 0)
        {
            log.Warning(RunnerMessages.AlertsFailed(output, Failed));
        }
    }
}
