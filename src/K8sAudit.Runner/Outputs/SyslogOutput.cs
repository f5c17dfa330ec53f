using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts to the machine's syslog; a rule's priority is the line's severity.</summary>
internal sealed class SyslogOutput(SyslogSocket socket) : IAlertOutput
{
    // Falco's priorities and syslog's severities are the same eight, in the same order.
    public void Write(Alert alert) => socket.Send((LogLevel)alert.Priority, alert.Line.Span);

    public void Dispose() => socket.Dispose();
}
