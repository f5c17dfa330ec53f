using System.Buffers;
using System.Text;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.RuleTests;

/// <summary>An alert that an event of a test raised.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Event">The number of the event in the test, from 1.</param>
/// <param name="Output">The output without time and priority.</param>
/// <param name="Fields">The fields of the output with their values as JSON.</param>
internal sealed record RaisedAlert(Rule Rule, ulong Event, string Output, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The alert of a rule that the current event matches.</summary>
    public static RaisedAlert Of(Rule rule, ulong number, EventValues values)
    {
        var output = new ArrayBufferWriter<byte>();
        rule.Output.Format(values, output);
        var fields = rule.Output.Fields.ToDictionary(field => field.Name, field => FalcoJson.Text(json => field.WriteValue(values, json)));
        return new RaisedAlert(rule, number, Encoding.UTF8.GetString(output.WrittenSpan), fields);
    }

    /// <summary>What differs from an expected alert of the same rule; null if nothing does.</summary>
    public string? DifferenceFrom(ExpectedAlert expected)
    {
        if (expected.Priority is { } priority && priority != Rule.Priority)
        {
            return $"priority: expected {priority}, found {Rule.Priority}";
        }

        if (expected.Output.Length > 0 && expected.Output != Output)
        {
            return $"output: expected '{expected.Output}', found '{Output}'";
        }

        if (!Output.Contains(expected.OutputContains, StringComparison.Ordinal))
        {
            return $"output: expected a text with '{expected.OutputContains}', found '{Output}'";
        }

        var differing = expected.Fields.FirstOrDefault(field => Value(field.Field) != field.Json && Value(field.Field) != $"\"{field.Json}\"");
        return differing.Field is null ? null : $"{differing.Field}: expected {differing.Json}, found {Value(differing.Field)}";
    }

    private string Value(string field) => Fields.GetValueOrDefault(field) ?? $"no field {field} in the output, which has {string.Join(", ", Fields.Keys)}";
}
