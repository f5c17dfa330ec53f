using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Signals that the process ignores because its parent did: a shell has background jobs ignore SIGINT, and nohup SIGHUP. .NET does not handle an ignored
/// signal; Falco does, and scripts rely on it.
/// </summary>
internal static class IgnoredSignals
{
    private const nint DefaultHandler = 0;

    /// <summary>Restores the default action of a signal, so that it can be handled.</summary>
    /// <param name="signal">Its number.</param>
    public static void Restore(int signal) => _ = LibC.Signal(signal, DefaultHandler);
}
