using System.Buffers;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Engine;

/// <summary>The end of the chain: formats each match as an alert and passes it to the outputs.</summary>
/// <param name="format">The format, which this sink alone uses.</param>
/// <param name="outputs">The outputs.</param>
/// <param name="mayWait">Whether the input may wait for slow outputs.</param>
internal sealed class AlertSink(IAlertFormat format, AlertOutputs outputs, bool mayWait) : IMatchSink
{
    private const int UsualLineLength = 1024;

    private readonly ArrayBufferWriter<byte> _line = new(UsualLineLength);

    public void Accept(in Match match)
    {
        _line.ResetWrittenCount();
        format.Write(match.Rule, match.Values, match.Current, _line);
        outputs.Write(new Alert(match.Rule.Priority, match.Current.Timestamp, _line.WrittenSpan.ToArray(), mayWait));
    }
}
