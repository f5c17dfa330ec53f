using System.Runtime.InteropServices;
using K8sAudit.Runner.Engine;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>Requests the stop on SIGINT and SIGTERM, and after the seconds of <c>-M</c>. A second signal ends the process at once.</summary>
internal sealed class Shutdown : IDisposable
{
    private const int SigInt = 2;

    // A timer takes 49 days at most.
    private static readonly TimeSpan _maxTimerPeriod = TimeSpan.FromDays(1);

    private readonly StopRequest _stop;
    private readonly TimeProvider _time;
    private readonly TimeSpan _after;
    private readonly long _start;
    private readonly List<IDisposable> _registrations = [];
    private readonly ITimer _timer;

    /// <param name="stop">What is requested.</param>
    /// <param name="after">When it is requested without a signal; null for never.</param>
    /// <param name="time">The clock.</param>
    public Shutdown(StopRequest stop, TimeSpan? after, TimeProvider time)
    {
        (_stop, _time, _after, _start) = (stop, time, after ?? TimeSpan.MaxValue, time.GetTimestamp());
        _timer = time.CreateTimer(_ => RequestOrRestartTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        RequestOrRestartTimer();
    }

    /// <summary>Listens to SIGINT and SIGTERM.</summary>
    /// <param name="stop">What is requested.</param>
    /// <param name="after">When it is requested without a signal; null for never.</param>
    /// <param name="time">The clock.</param>
    public static Shutdown Listen(StopRequest stop, TimeSpan? after, TimeProvider time)
    {
        var shutdown = new Shutdown(stop, after, time);
        IgnoredSignals.Restore(SigInt);
        shutdown._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, shutdown.OnSignal));
        shutdown._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, shutdown.OnSignal));
        return shutdown;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _registrations.ForEach(registration => registration.Dispose());
    }

    private void RequestOrRestartTimer()
    {
        var left = _after - _time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            _stop.Request("The time of -M has elapsed");
        }
        else
        {
            _timer.Change(left < _maxTimerPeriod ? left : _maxTimerPeriod, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsRequested;
        _stop.Request($"{context.Signal} received");
    }
}
