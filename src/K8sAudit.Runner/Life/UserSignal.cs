using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Life;

/// <summary>SIGUSR1, by which log rotation says that files were moved away.</summary>
internal static class UserSignal
{
    /// <summary>Its number on Linux; .NET has no name for it, and takes numbers.</summary>
    private const PosixSignal SignalUser1 = (PosixSignal)10;

    public static PosixSignalRegistration Listen(Action act) => PosixSignalRegistration.Create(SignalUser1, context =>
    {
        context.Cancel = true;
        act();
    });
}
