using System.Runtime.InteropServices;
using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// The end of the work: by a signal, after <c>-M</c> seconds, or because something failed. The first signal asks the sources to end; what they have
/// already taken in is still evaluated. A second signal ends the process at once.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    private const int SignalInterrupt = 2;

    /// <summary>A timer holds 49 days at most.</summary>
    private static readonly TimeSpan _maxTimerPeriod = TimeSpan.FromDays(1);

    private readonly Log _log;
    private readonly TimeProvider _time;
    private readonly TimeSpan _after;
    private readonly long _start;
    private readonly List<IDisposable> _registrations = [];
    private readonly ITimer _timer;
    private int _requested;

    /// <param name="after">When to end; null for never.</param>
    /// <param name="log">Where it says why it ends.</param>
    /// <param name="time">The clock.</param>
    public Shutdown(TimeSpan? after, Log log, TimeProvider time)
    {
        (_log, _time, _after, _start) = (log, time, after ?? TimeSpan.MaxValue, time.GetTimestamp());
        _timer = time.CreateTimer(_ => EndOrWaitOn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        EndOrWaitOn();
    }

    /// <summary>Whether the work shall end.</summary>
    public bool IsRequested => Volatile.Read(ref _requested) != 0;

    /// <summary>Listens to SIGINT and SIGTERM.</summary>
    /// <param name="after">When to end without a signal; null for never.</param>
    /// <param name="log">Where it says why it ends.</param>
    /// <param name="time">The clock.</param>
    public static Shutdown Listen(TimeSpan? after, Log log, TimeProvider time)
    {
        var shutdown = new Shutdown(after, log, time);
        IgnoredSignals.Restore(SignalInterrupt);
        shutdown._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, shutdown.OnSignal));
        shutdown._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, shutdown.OnSignal));
        return shutdown;
    }

    /// <summary>Asks for the end.</summary>
    public void Request(string reason)
    {
        if (Interlocked.Exchange(ref _requested, 1) == 0)
        {
            _log.Info($"{reason}, exiting...");
        }
    }

    /// <summary>Why the run failed as a whole; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Asks for the end because the run cannot go on.</summary>
    public void Fail(string reason)
    {
        Failure ??= reason;
        Request("An error occurred");
    }

    public void Dispose()
    {
        _timer.Dispose();
        _registrations.ForEach(registration => registration.Dispose());
    }

    private void EndOrWaitOn()
    {
        var left = _after - _time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            Request("the time of -M is over");
        }
        else
        {
            _timer.Change(left < _maxTimerPeriod ? left : _maxTimerPeriod, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !IsRequested;
        Request($"{context.Signal} received");
    }
}
