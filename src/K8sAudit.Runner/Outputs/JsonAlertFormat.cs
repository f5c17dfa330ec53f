using System.Buffers;
using System.Text.Json;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Outputs;

/// <summary>One JSON object an alert, with Falco's keys in Falco's order, which is the alphabet's (<c>formats.cpp</c>).</summary>
internal sealed class JsonAlertFormat(JsonContent content, bool iso8601) : IAlertFormat, IDisposable
{
    private static readonly HashSet<string> s_timeTexts = [.. HostFields.All.Where(field => field.IsTimeText).Select(field => field.Name)];

    private readonly TextAlertFormat _text = new(iso8601);
    private readonly string _timeField = iso8601 ? "evt.time.iso8601" : "evt.time";
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance });

    public void Write(Rule rule, EventValues values, CurrentEvent current, IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("hostname"u8, current.Hostname);
        if (content.Message)
        {
            _scratch.ResetWrittenCount();
            rule.Output.Format(values, _scratch);
            _json.WriteString("message"u8, _scratch.WrittenSpan);
        }

        if (content.Output)
        {
            _scratch.ResetWrittenCount();
            _text.Write(rule, values, current, _scratch);
            _json.WriteString("output"u8, _scratch.WrittenSpan);
        }

        if (content.OutputFields)
        {
            WriteFields(rule, values, current);
        }

        _json.WriteString("priority"u8, PriorityNames.Of(rule.Priority));
        _json.WriteString("rule"u8, rule.Name);
        _json.WriteString("source"u8, rule.Source);
        if (content.Tags)
        {
            WriteTags(rule);
        }

        _json.WriteString("time"u8, TimeText.Zulu(current.Timestamp, current.Scratch));
        _json.WriteEndObject();
        _json.Flush();
    }

    public void Dispose() => _json.Dispose();

    /// <summary>The output's fields, and among them, in its place, the time that stands in front of every output.</summary>
    private void WriteFields(Rule rule, EventValues values, CurrentEvent current)
    {
        _json.WriteStartObject("output_fields"u8);
        var timeWritten = false;
        foreach (var field in rule.Output.Fields)
        {
            if (!timeWritten && string.CompareOrdinal(field.Name, _timeField) >= 0)
            {
                _json.WriteNumber(_timeField, current.Timestamp);
                timeWritten = true;
            }

            if (field.Name != _timeField)
            {
                WriteField(field, values, current);
            }
        }

        if (!timeWritten)
        {
            _json.WriteNumber(_timeField, current.Timestamp);
        }

        _json.WriteEndObject();
    }

    private void WriteField(FalcoRules.Formatting.OutputField field, EventValues values, CurrentEvent current)
    {
        _json.WritePropertyName(field.Name);
        if (s_timeTexts.Contains(field.Name))
        {
            _json.WriteNumberValue(current.Timestamp);
        }
        else
        {
            field.WriteValue(values, _json);
        }
    }

    private void WriteTags(Rule rule)
    {
        _json.WriteStartArray("tags"u8);
        foreach (var tag in rule.Tags)
        {
            _json.WriteStringValue(tag);
        }

        _json.WriteEndArray();
    }
}
