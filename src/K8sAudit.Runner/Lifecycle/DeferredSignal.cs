using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// A signal whose action is attached later. It is handled from the moment this exists, because its default action ends the process; a signal that arrives
/// while no action is attached is deferred until one is.
/// </summary>
internal sealed class DeferredSignal : IDisposable
{
    // SIGUSR1 on Linux. .NET has no name for it, but accepts its number.
    private const int SigUsr1 = 10;

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _registration;
    private Action? _action;
    private bool _isPending;

    private DeferredSignal(PosixSignal signal) => _registration = PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Receive()?.Invoke();
    });

    /// <summary>Handles SIGHUP, which requests a reload.</summary>
    public static DeferredSignal ListenToSigHup() => new(PosixSignal.SIGHUP);

    /// <summary>Handles SIGUSR1, which log rotation sends after it has moved files.</summary>
    public static DeferredSignal ListenToSigUsr1() => new((PosixSignal)SigUsr1);

    /// <summary>Sets the action of the signal; null to defer signals again. Runs the action where a signal is pending.</summary>
    public void Attach(Action? action)
    {
        bool wasPending;
        lock (_lock)
        {
            wasPending = _isPending && action is not null;
            _isPending &= !wasPending;
            _action = action;
        }

        if (wasPending)
        {
            action!();
        }
    }

    public void Dispose() => _registration.Dispose();

    private Action? Receive()
    {
        lock (_lock)
        {
            _isPending |= _action is null;
            return _action;
        }
    }
}
