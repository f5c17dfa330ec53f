using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts to the syslog of the machine. The priority of the rule is the severity of the line.</summary>
internal sealed class SyslogOutput(SyslogSocket socket) : IAlertOutput
{
    public void Write(ReadOnlySpan<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            // Falco's priorities and the severities of syslog are the same eight, in the same order.
            socket.Send((LogLevel)alert.Priority, alert.Line.Span);
        }
    }

    public void Dispose() => socket.Dispose();
}
