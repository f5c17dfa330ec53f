using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Outputs;

/// <summary>Formats an alert as a JSON object with Falco's keys, which are in alphabetical order (<c>formats.cpp</c>).</summary>
internal sealed class JsonAlertFormat(JsonContent content, bool iso8601) : IAlertFormat, IDisposable
{
    private readonly AlertPrefix _prefix = new(iso8601);
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
            rule.Output.FormatUnescaped(values, _scratch);
            WriteText("message"u8);
        }

        if (content.Output)
        {
            _scratch.ResetWrittenCount();
            _prefix.Write(rule, current, _scratch);
            rule.Output.FormatUnescaped(values, _scratch);
            WriteText("output"u8);
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

    // Writes the content of the scratch buffer. Values may contain invalid UTF-8, which becomes U+FFFD.
    private void WriteText(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(_scratch.WrittenSpan))
        {
            _json.WriteString(name, _scratch.WrittenSpan);
        }
        else
        {
            _json.WriteString(name, Encoding.UTF8.GetString(_scratch.WrittenSpan));
        }
    }

    // The fields of the output, and among them, in alphabetical order, the time of the prefix.
    private void WriteFields(Rule rule, EventValues values, CurrentEvent current)
    {
        _json.WriteStartObject("output_fields"u8);
        var timeWritten = false;
        foreach (var field in rule.Output.Fields)
        {
            if (!timeWritten && string.CompareOrdinal(field.Name, _prefix.TimeField) >= 0)
            {
                _json.WriteNumber(_prefix.TimeField, current.Timestamp);
                timeWritten = true;
            }

            if (field.Name != _prefix.TimeField)
            {
                _json.WritePropertyName(field.Name);
                field.WriteValue(values, _json);
            }
        }

        if (!timeWritten)
        {
            _json.WriteNumber(_prefix.TimeField, current.Timestamp);
        }

        _json.WriteEndObject();
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
