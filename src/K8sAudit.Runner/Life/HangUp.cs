using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Life;

/// <summary>
/// SIGHUP, listened to from before the first source is opened until the run is over: unheard, it would end the process. One that comes before there is
/// anything to reload is kept until there is.
/// </summary>
internal sealed class HangUp : IDisposable
{
    private const int SignalHangUp = 1;

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _registration;
    private Action? _act;
    private bool _isKept;

    private HangUp() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        Receive()?.Invoke();
    });

    public static HangUp Listen()
    {
        IgnoredSignals.Restore(SignalHangUp);
        return new();
    }

    /// <summary>What the signal does from now on; null for nothing. One that was kept is done at once.</summary>
    public void Attach(Action? act)
    {
        bool wasKept;
        lock (_lock)
        {
            wasKept = _isKept && act is not null;
            _isKept &= !wasKept;
            _act = act;
        }

        if (wasKept)
        {
            act!();
        }
    }

    public void Dispose() => _registration.Dispose();

    private Action? Receive()
    {
        lock (_lock)
        {
            _isKept |= _act is null;
            return _act;
        }
    }
}
