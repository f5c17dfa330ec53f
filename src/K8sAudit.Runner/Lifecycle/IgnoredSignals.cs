using System.Globalization;
using K8sAudit.Runner.Native;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Signals that the process ignores because its parent did: a shell has background jobs ignore SIGINT, and nohup SIGHUP. .NET does not handle an ignored
/// signal; Falco does, and scripts rely on it.
/// </summary>
internal static class IgnoredSignals
{
    private const nint DefaultHandler = 0;
    private const int SigHup = 1;
    private const int SigInt = 2;
    private const string Ignored = "SigIgn:";

    /// <summary>
    /// Restores the default actions of ignored signals, so that they can be handled. To be called before the console is used: .NET then handles SIGINT, and a
    /// handler that is replaced later is not installed again.
    /// </summary>
    public static void Restore()
    {
        var mask = IgnoredMask();
        foreach (var signal in new[] { SigHup, SigInt }.Where(signal => (mask & (1UL << (signal - 1))) != 0))
        {
            _ = LibC.Signal(signal, DefaultHandler);
        }
    }

    private static ulong IgnoredMask()
    {
        var line = HostInfo.Read("/proc/self/status").Split('\n').FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) ?? "";
        var digits = line.AsSpan(Math.Min(line.Length, Ignored.Length));
        return ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask) ? mask : 0;
    }
}
