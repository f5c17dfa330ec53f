using System.Text.Json;
using FalcoRules;
using FalcoRules.Explanations;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Explain;

/// <summary>Writes explanations as JSON, one object for each event on a line of its own.</summary>
internal static class ExplanationJson
{
    public static void Write(EventExplanation explanation, TextWriter output) => FalcoJson.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("event", explanation.Number);
        json.WriteString("time", explanation.Context.Time);
        json.WriteString("audit_id", explanation.Context.AuditId);
        json.WriteString("description", explanation.Context.Description);
        json.WriteStartArray("rules");
        foreach (var rule in explanation.Rules)
        {
            Write(rule, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(RuleExplanation rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Rule.Name);
        json.WriteString("priority", Priorities.Names[(int)rule.Rule.Priority]);
        json.WriteBoolean("matches", rule.IsMatch);
        json.WriteString("hidden_by", rule.HiddenBy);
        if (rule.RuledOutBy is { } ruledOut)
        {
            json.WriteStartObject("ruled_out_by");
            WriteValues(ruledOut.Found, json);
            WriteArray("expected", ruledOut.Required.Expected, json);
            json.WriteEndObject();
        }

        json.WriteStartArray("deciding");
        foreach (var comparison in rule.Condition.Deciding.Select(result => result.Part.Text).Distinct())
        {
            json.WriteStringValue(comparison);
        }

        json.WriteEndArray();
        json.WritePropertyName("condition");
        Write(rule.Condition, json);
        json.WriteStartArray("output");
        foreach (var (field, reason) in rule.Output)
        {
            json.WriteStartObject();
            WriteValues(field, json);
            json.WriteString("missing_because", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(ConditionResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", result.Part.Kind.ToString().ToLowerInvariant());
        json.WriteString("text", result.Part.Text);
        json.WriteBoolean("true", result.IsTrue);
        json.WriteStartArray("values");
        foreach (var value in result.Values)
        {
            json.WriteStartObject();
            WriteValues(value, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("parts");
        foreach (var part in result.Parts)
        {
            Write(part, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(FieldReading field, Utf8JsonWriter json)
    {
        json.WriteString("field", field.Field);
        WriteArray("values", field.Values, json);
    }

    private static void WriteArray(string name, IEnumerable<string> values, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
