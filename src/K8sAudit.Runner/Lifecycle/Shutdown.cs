using System.Runtime.InteropServices;
using K8sAudit.Runner.Engine;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Requests the stop on SIGINT and SIGTERM, and after the seconds of <c>-M</c>. A second signal ends the process at once. GNU timeout and other supervisors
/// send a signal to the process and to its group, so that the same signal within a second is not a second one.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    private static readonly TimeSpan _sameSignal = TimeSpan.FromSeconds(1);

    // A timer takes 49 days at most.
    private static readonly TimeSpan _maxTimerPeriod = TimeSpan.FromDays(1);

    private readonly StopRequest _stop;
    private readonly TimeProvider _time;
    private readonly TimeSpan _after;
    private readonly long _start;
    private readonly List<IDisposable> _registrations = [];
    private readonly Lock _lock = new();
    private (PosixSignal Signal, long Time)? _first;
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

    /// <summary>Called with the name of a second signal, before the process ends; nothing by default.</summary>
    public Action<string> Ending { get; set; } = _ => { };

    /// <summary>Listens to SIGINT and SIGTERM.</summary>
    /// <param name="stop">What is requested.</param>
    /// <param name="after">When it is requested without a signal; null for never.</param>
    /// <param name="time">The clock.</param>
    public static Shutdown Listen(StopRequest stop, TimeSpan? after, TimeProvider time)
    {
        var shutdown = new Shutdown(stop, after, time);
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

    /// <summary>Handles a signal.</summary>
    /// <returns>Whether the process goes on until it has stopped; otherwise the signal ends it at once.</returns>
    public bool Receive(PosixSignal signal)
    {
        lock (_lock)
        {
            if (_first is { } first && first.Signal == signal && _time.GetElapsedTime(first.Time) < _sameSignal)
            {
                return true;
            }

            if (_first is null && !_stop.IsRequested)
            {
                _first = (signal, _time.GetTimestamp());
                _stop.Request($"{signal} received");
                return true;
            }
        }

        Ending($"{signal}");
        return false;
    }

    private void OnSignal(PosixSignalContext context) => context.Cancel = Receive(context.Signal);
}
