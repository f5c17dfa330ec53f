using System.Buffers;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Engine;

/// <summary>The end of the chain: formats each match as an alert and passes it to the outputs.</summary>
/// <param name="format">The format, which this sink alone uses.</param>
/// <param name="display">The format of standard output for people; null for the other one.</param>
/// <param name="outputs">The outputs.</param>
/// <param name="mayWait">Whether the input may wait for slow outputs.</param>
internal sealed class AlertSink(IAlertFormat format, IAlertFormat? display, AlertOutputs outputs, bool mayWait) : IMatchSink
{
    private const int UsualLineLength = 1024;

    private readonly ArrayBufferWriter<byte> _line = new(UsualLineLength);

    public void Accept(in Match match)
    {
        var line = Format(format, match);
        outputs.Write(new Alert(match.Rule.Priority, match.Current.Timestamp, line, mayWait) { Display = display is null ? line : Format(display, match) });
    }

    private byte[] Format(IAlertFormat used, in Match match)
    {
        _line.ResetWrittenCount();
        used.Write(match.Rule, match.Values, match.Current, _line);
        return _line.WrittenSpan.ToArray();
    }
}
