using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// A signal that asks for something, listened to from before others are told the number of the process until the run is over: unheard, it would end the
/// process. One that comes before there is anything to do is kept until there is.
/// </summary>
internal sealed class DeferredSignal : IDisposable
{
    private const int SigHup = 1;

    /// <summary>SIGUSR1 on Linux; .NET has no name for it, and takes numbers.</summary>
    private const int SigUsr1 = 10;

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _registration;
    private Action? _act;
    private bool _isPending;

    private DeferredSignal(PosixSignal signal) => _registration = PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Receive()?.Invoke();
    });

    /// <summary>SIGHUP, by which somebody asks for a reload.</summary>
    public static DeferredSignal ListenToSigHup()
    {
        IgnoredSignals.Restore(SigHup);
        return new(PosixSignal.SIGHUP);
    }

    /// <summary>SIGUSR1, by which log rotation says that files were moved away.</summary>
    public static DeferredSignal ListenToSigUsr1() => new((PosixSignal)SigUsr1);

    /// <summary>What the signal does from now on; null for nothing. One that was kept is done at once.</summary>
    public void Attach(Action? act)
    {
        bool wasKept;
        lock (_lock)
        {
            wasKept = _isPending && act is not null;
            _isPending &= !wasKept;
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
            _isPending |= _act is null;
            return _act;
        }
    }
}
