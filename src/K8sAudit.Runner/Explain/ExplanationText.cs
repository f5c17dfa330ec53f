using FalcoRules;
using FalcoRules.Explanations;

namespace K8sAudit.Runner.Explain;

/// <summary>Writes explanations for people: each rule with the parts of its condition, the ones that decide marked.</summary>
/// <param name="showAll">Whether macros are opened and rules that do not come close are shown with all their parts.</param>
/// <param name="output">Where it is written.</param>
internal sealed class ExplanationText(bool showAll, TextWriter output)
{
    private const int MaxExpected = 6;
    private const string Decides = "  <-- decides";

    public void Write(EventExplanation explanation)
    {
        var auditId = explanation.Context.AuditId.Length == 0 ? "" : $" auditID={explanation.Context.AuditId}";
        output.Write($"Event {explanation.Number} {explanation.Context.Time}{auditId}\n  {explanation.Context.Description}\n");
        var isClose = explanation.Rules.ToLookup(rule => showAll || rule.RuledOutBy is null);
        foreach (var rule in isClose[true].OrderByDescending(rule => rule.IsMatch))
        {
            Write(rule);
        }

        WriteRuledOut([.. isClose[false]]);
        output.Write("\n");
    }

    private void Write(RuleExplanation rule)
    {
        var verdict = !rule.IsMatch
            ? "does not match"
            : rule.HiddenBy is { } first
            ? $"matches, but only '{first}' is reported, because rule_matching is first"
            : "matches";
        output.Write($"  {rule.Rule.Name} ({Priorities.Names[(int)rule.Rule.Priority]}) {verdict}\n");
        WriteRoot(rule.Condition);
        foreach (var (field, reason) in rule.Output.Where(field => showAll || field.MissingBecause is not null))
        {
            output.Write(reason is null ? $"    output {field.Field} = {field.Text}\n" : $"    output {field.Field} = <NA>: {reason}\n");
        }
    }

    private void WriteRoot(ConditionResult root)
    {
        if (root.Part.Kind != ConditionPartKind.And)
        {
            Write(root, 0, decides: true, opens: !root.IsTrue);
            return;
        }

        WriteParts(root, -1, opens: !root.IsTrue);
    }

    private void Write(ConditionResult result, int depth, bool decides, bool opens)
    {
        var kind = result.Part.Kind switch
        {
            ConditionPartKind.Macro => $"macro {result.Part.Text}",
            ConditionPartKind.Exception => $"exception {result.Part.Text} does not apply",
            _ => showAll ? result.Part.ResolvedText : result.Part.Text,
        };
        var values = string.Concat(result.Values.Select(value => $"  [{value.Field} = {value.Text}]"));
        var marked = decides && opens && result.Part.Kind == ConditionPartKind.Comparison ? Decides : "";
        output.Write($"    {(result.IsTrue ? "true " : "false")} {new string(' ', depth * 2)}{kind}{values}{marked}\n");
        if (showAll || (decides && opens))
        {
            WriteParts(result, depth, opens);
        }
    }

    private void WriteParts(ConditionResult result, int depth, bool opens)
    {
        // Of a false "and" the first false part decides, of a true "or" the first true one; of all others every part does.
        var isOne = result.Part.Kind == (result.IsTrue ? ConditionPartKind.Or : ConditionPartKind.And);
        var first = isOne ? result.Parts.First(part => part.IsTrue == result.IsTrue) : null;
        foreach (var part in result.Parts)
        {
            Write(part, depth + 1, decides: first is null || ReferenceEquals(part, first), opens);
        }
    }

    private void WriteRuledOut(IReadOnlyList<RuleExplanation> rules)
    {
        foreach (var group in rules.GroupBy(rule => rule.RuledOutBy!.Value.Found.Field).OrderByDescending(group => group.Count()))
        {
            var (required, found) = group.First().RuledOutBy!.Value;
            output.Write(group.Count() == 1
                ? $"  {group.First().Rule.Name} does not come close, because {found.Field} is {found.Text}; it needs {Expected(required.Expected)}\n"
                : $"  {group.Count()} rules do not come close, because {found.Field} is {found.Text}\n");
        }
    }

    private static string Expected(IReadOnlyList<string> values) => values.Count switch
    {
        1 => values[0],
        <= MaxExpected => $"one of {string.Join(", ", values)}",
        _ => $"one of {string.Join(", ", values.Take(MaxExpected))} and {values.Count - MaxExpected} more",
    };
}
