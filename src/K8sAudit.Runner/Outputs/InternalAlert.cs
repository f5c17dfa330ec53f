using System.Text;
using System.Text.Json;
using FalcoRules;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Outputs;

/// <summary>An alert of the program itself, without an event, in the form of Falco's internal alerts (<c>falco_outputs.cpp</c>, <c>handle_msg</c>).</summary>
/// <param name="Rule">The name of its rule.</param>
/// <param name="Message">Its text. Line ends are escaped, so that the alert is one line.</param>
/// <param name="Priority">Its priority.</param>
internal sealed record InternalAlert(string Rule, string Message, Priority Priority)
{
    private const string Source = "internal";

    /// <summary>The alert, formatted for every output.</summary>
    /// <param name="now">When it happens.</param>
    /// <param name="json">Whether alerts are JSON.</param>
    /// <param name="hostname">The name of the machine.</param>
    /// <param name="fields">Its fields, each value as JSON.</param>
    public Alert At(DateTimeOffset now, bool json, string hostname, SortedDictionary<string, string> fields)
    {
        var time = (ulong)Timestamp.Of(now);
        return new Alert(Priority, time, json ? Json(time, hostname, fields) : Text(time, fields), MayWait: false);
    }

    /// <summary>Writes the member <c>output_fields</c>.</summary>
    public static void WriteFields(Utf8JsonWriter json, SortedDictionary<string, string> fields)
    {
        json.WriteStartObject("output_fields");
        foreach (var (name, value) in fields)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
    }

    private byte[] Text(ulong time, SortedDictionary<string, string> fields)
    {
        Span<byte> scratch = stackalloc byte[64];
        var clock = Encoding.UTF8.GetString(TimeText.Local(time, scratch, date: false, nanoseconds: true));
        var message = FalcoJsonEncoder.Instance.Encode(Message);
        var values = string.Join(' ', fields.Select(field => $"{field.Key}={field.Value}"));
        return Encoding.UTF8.GetBytes($"{clock}: {PriorityNames.Of(Priority)} {message} ({values})");
    }

    private byte[] Json(ulong time, string hostname, SortedDictionary<string, string> fields) => FalcoJson.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("hostname", hostname);
        json.WriteString("output", Message);
        WriteFields(json, fields);
        json.WriteString("priority", PriorityNames.Of(Priority));
        json.WriteString("rule", Rule);
        json.WriteString("source", Source);
        Span<byte> scratch = stackalloc byte[64];
        json.WriteString("time", TimeText.Zulu(time, scratch));
        json.WriteEndObject();
    });
}
