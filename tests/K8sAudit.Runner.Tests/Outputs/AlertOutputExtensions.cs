using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

internal static class AlertOutputExtensions
{
    public static void Write(this IAlertOutput output, params string[] lines) => output.Write([.. lines.Select(line => Some.Alert(line))]);

    public static void Write(this LineWriter output, params string[] lines) => output.Write([.. lines.Select(line => Some.Alert(line))]);
}
