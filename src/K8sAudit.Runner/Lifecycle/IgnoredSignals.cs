using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Signals that whoever started the process had it ignore: a shell does so with SIGINT for background jobs, and nohup with SIGHUP. .NET leaves an ignored
/// signal alone; Falco does not, and scripts rely on it.
/// </summary>
internal static class IgnoredSignals
{
    private const nint DefaultHandler = 0;

    /// <summary>Makes a signal one that can be listened to.</summary>
    /// <param name="signal">Its number.</param>
    public static void Restore(int signal) => _ = LibC.Signal(signal, DefaultHandler);
}
