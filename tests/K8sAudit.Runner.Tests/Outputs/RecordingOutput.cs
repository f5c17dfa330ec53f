using System.Text;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>An output that keeps its alerts, or fails.</summary>
internal sealed class RecordingOutput : IAlertOutput
{
    public List<string> Lines { get; } = [];

    public Exception? Failure { get; set; }

    public void Write(ReadOnlySpan<Alert> alerts)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        foreach (var alert in alerts)
        {
            Lines.Add(Encoding.UTF8.GetString(alert.Line.Span));
        }
    }

    public void Dispose()
    {
    }
}
