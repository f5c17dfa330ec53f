using FalcoRules;
using FalcoRules.Evaluation;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.Explain;

/// <summary>What the rules say about one event.</summary>
/// <param name="Number">The number of the event in the input, from 1.</param>
/// <param name="Context">What identifies the event.</param>
/// <param name="Rules">The rules.</param>
internal sealed record EventExplanation(ulong Number, EventContext Context, IReadOnlyList<RuleExplanation> Rules)
{
    /// <summary>Explains the current event.</summary>
    /// <param name="rules">The rules to explain.</param>
    /// <param name="matching">Which of several matching rules are reported.</param>
    /// <param name="values">The values of the event.</param>
    /// <param name="payload">The event as JSON.</param>
    public static IReadOnlyList<RuleExplanation> Explain(
        IEnumerable<ExplainedRule> rules,
        RuleMatching matching,
        EventValues values,
        ReadOnlySpan<byte> payload)
    {
        var explanations = new List<RuleExplanation>();
        string? first = null;
        foreach (var rule in rules)
        {
            var condition = rule.Explain(values);
            var ruledOut = rule.RuledOutBy(values);
            explanations.Add(new RuleExplanation
            {
                Rule = rule.Rule,
                Condition = condition,
                RuledOutBy = ruledOut is null ? null : (ruledOut, ruledOut.Field.Read(values)),
                HiddenBy = condition.IsTrue && matching == RuleMatching.First ? first : null,
                Output = condition.IsTrue ? Output(rule, values, payload) : [],
            });
            first ??= condition.IsTrue ? rule.Rule.Name : null;
        }

        return explanations;
    }

    private static List<(FieldReading Field, string? MissingBecause)> Output(ExplainedRule rule, EventValues values, ReadOnlySpan<byte> payload)
    {
        var output = new List<(FieldReading, string?)>();
        foreach (var field in rule.OutputFields)
        {
            var read = field.Read(values);
            output.Add((read, read.Values.IsEmpty ? MissingValue.Reason(field.Field.Field.Name, payload) : null));
        }

        return output;
    }
}
