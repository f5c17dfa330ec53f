using System.Buffers;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Outputs;

/// <summary>Formats alerts. One thread uses it.</summary>
internal interface IAlertFormat
{
    /// <summary>Writes the alert as one line of UTF-8, without a line end.</summary>
    void Write(Rule rule, EventValues values, CurrentEvent current, IBufferWriter<byte> output);
}
