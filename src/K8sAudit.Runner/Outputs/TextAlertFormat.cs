using System.Buffers;
using System.Text;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Outputs;

/// <summary><c>HH:MM:SS.nnnnnnnnn: Priority output</c>, or with an ISO 8601 time (Falco's <c>formats.cpp</c>).</summary>
internal sealed class TextAlertFormat(bool iso8601) : IAlertFormat
{
    public void Write(Rule rule, EventValues values, CurrentEvent current, IBufferWriter<byte> output)
    {
        WritePrefix(rule, current, output);
        rule.Output.Format(values, output);
    }

    /// <summary>What stands in front of the rule's own output, the space included.</summary>
    private void WritePrefix(Rule rule, CurrentEvent current, IBufferWriter<byte> output)
    {
        output.Write(iso8601 ? TimeText.Iso8601(current.Timestamp, current.Scratch) : TimeText.Local(current.Timestamp, current.Scratch, date: false, nanoseconds: true));
        output.Write(": "u8);
        Encoding.UTF8.GetBytes(PriorityNames.Of(rule.Priority), output);
        output.Write(" "u8);
    }
}
