using System.Buffers;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Outputs;

/// <summary>Formats an alert as one line: the prefix and the rule's output.</summary>
internal sealed class TextAlertFormat(bool iso8601) : IAlertFormat
{
    private readonly AlertPrefix _prefix = new(iso8601);

    public void Write(Rule rule, EventValues values, CurrentEvent current, IBufferWriter<byte> output)
    {
        _prefix.Write(rule, current, output);
        rule.Output.Format(values, output);
    }
}
