using System.Buffers;
using System.Text;
using FalcoRules;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Outputs;

/// <summary>The prefix of every rule's output: <c>HH:MM:SS.nnnnnnnnn: Priority </c>, or the same with an ISO 8601 time (Falco's <c>formats.cpp</c>).</summary>
internal sealed class AlertPrefix(bool iso8601)
{
    /// <summary>The field of the time, which JSON alerts contain among the fields of the output.</summary>
    public string TimeField => iso8601 ? "evt.time.iso8601" : "evt.time";

    /// <summary>Writes the prefix, including the space at its end.</summary>
    public void Write(Rule rule, CurrentEvent current, IBufferWriter<byte> output)
    {
        output.Write(iso8601
            ? TimeText.Iso8601(current.Timestamp, current.Scratch)
            : TimeText.Local(current.Timestamp, current.Scratch, date: false, nanoseconds: true));
        output.Write(": "u8);
        Encoding.UTF8.GetBytes(PriorityNames.Of(rule.Priority), output);
        output.Write(" "u8);
    }
}
