using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>Alerts to the syslog of the machine. The priority of the rule is the severity of the line.</summary>
internal sealed class SyslogOutput(SyslogSocket socket) : IAlertOutput
{
    public void Check() => socket.Open();

    public void Write(ReadOnlySpan<Alert> alerts)
    {
        var shortened = 0;
        foreach (var alert in alerts)
        {
            // Falco's priorities and the severities of syslog are the same eight, in the same order.
            shortened += socket.Send((LogLevel)alert.Priority, alert.Line.Span) ? 0 : 1;
        }

        if (shortened > 0)
        {
            throw new UndeliveredException(0, RunnerMessages.Shortened(shortened));
        }
    }

    public void Dispose() => socket.Dispose();
}
