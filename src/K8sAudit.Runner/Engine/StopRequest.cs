using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Engine;

/// <summary>The request that the event sources stop. It is never withdrawn. Thread-safe.</summary>
internal sealed class StopRequest(Log log)
{
    private int _requested;

    /// <summary>Whether the sources must stop.</summary>
    public bool IsRequested => Volatile.Read(ref _requested) != 0;

    /// <summary>Why the run failed as a whole; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Requests the stop. The first reason is logged.</summary>
    public void Request(string reason)
    {
        if (Interlocked.Exchange(ref _requested, 1) == 0)
        {
            log.Info($"{reason}, exiting...");
        }
    }

    /// <summary>Requests the stop because the run cannot continue.</summary>
    public void Fail(string reason)
    {
        Failure ??= reason;
        Request("An error occurred");
    }
}
