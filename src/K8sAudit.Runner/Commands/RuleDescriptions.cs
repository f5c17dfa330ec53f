using System.Buffers;
using System.Text;
using System.Text.Json;
using FalcoRules;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-L</c> and <c>-l</c>: rules' names and descriptions in two columns, as Falco prints them; as JSON where json_output is true.</summary>
internal static class RuleDescriptions
{
    private const int RightColumn = 51;
    private const int LineLength = 110;

    /// <param name="ruleset">The rules.</param>
    /// <param name="name">The one rule; null for all.</param>
    /// <param name="json">Whether they are written as JSON.</param>
    /// <param name="output">Where they are written.</param>
    /// <exception cref="UserError">There is no such rule.</exception>
    public static void Write(Ruleset ruleset, string? name, bool json, TextWriter output)
    {
        var rules = ruleset.Rules.Where(rule => name is null || rule.Name == name).ToList();
        if (rules.Count == 0 && name is not null)
        {
            throw new UserError(Messages.NoRule(name));
        }

        if (json)
        {
            output.Write(Json(rules) + "\n");
            return;
        }

        WriteColumns("Rule", "Description", output);
        WriteColumns("----", "-----------", output);
        foreach (var rule in rules)
        {
            WriteColumns(rule.Name, TextWrap.Wrap(rule.Description, RightColumn, LineLength) + "\n", output);
        }
    }

    private static void WriteColumns(string left, string right, TextWriter output) => output.Write($"{left.PadRight(RightColumn - 1)} {right}\n");

    /// <summary>The keys are Falco's (<c>falco_engine.cpp</c>); conditions and outputs are there as they are in use, with everything that was added to them.</summary>
    private static string Json(IEnumerable<Rule> rules)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteStartArray("rules");
            foreach (var rule in rules)
            {
                WriteJson(rule, json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteJson(Rule rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("details");
        json.WriteString("condition_compiled", rule.Condition);
        json.WriteString("output_compiled", rule.Output.Text);
        WriteTexts("output_fields", rule.Output.Fields.Select(field => field.Name), json);
        json.WriteEndObject();
        json.WriteStartObject("info");
        json.WriteString("description", rule.Description);
        json.WriteBoolean("enabled", rule.Enabled);
        json.WriteString("name", rule.Name);
        json.WriteString("priority", PriorityNames.Of(rule.Priority));
        json.WriteString("source", rule.Source);
        WriteTexts("tags", rule.Tags, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(string name, IEnumerable<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
