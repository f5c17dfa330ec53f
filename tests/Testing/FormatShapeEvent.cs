using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>One of the three events of <see cref="FormatShape"/>, in the forms that programs give it.</summary>
public sealed partial class FormatShapeEvent
{
    private static readonly JsonSerializerOptions _compact = new() { Encoder = Encoder };
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = Encoder };

    // What the tables of Azure Monitor call two members.
    private static readonly Dictionary<string, string> _azureNames = new()
    {
        ["requestReceivedTimestamp"] = "RequestReceivedTime", ["stageTimestamp"] = "StageReceivedTime", ["auditID"] = "AuditId", ["requestURI"] = "RequestUri",
        ["sourceIPs"] = "SourceIps",
    };

    private readonly string _json;
    private readonly string _logEntry;
    private readonly JsonObject _event;

    private FormatShapeEvent(string json, string logEntry) => (_json, _logEntry, _event) = (json, logEntry, JsonNode.Parse(json)!.AsObject());

    /// <summary>Escapes in JSON only what must be escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The events.</summary>
    public static IReadOnlyList<FormatShapeEvent> All { get; } =
        [.. Lines("01-plain.jsonl").Zip(Lines("35-gke-logentry.jsonl"), (json, logEntry) => new FormatShapeEvent(json, logEntry))];

    /// <summary>A text that is encoded as the value of a JSON string.</summary>
    /// <param name="form">The form: <c>gzip64</c> or <c>textof</c>.</param>
    /// <param name="text">The text.</param>
    public static string Encode(string form, string text) => form == "gzip64" ? Convert.ToBase64String(Gzip(text)) : Escape(text);

    /// <summary>A text compressed with gzip.</summary>
    public static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    /// <summary>Replaces the placeholders in a text.</summary>
    public string Fill(string text) => Placeholder().Replace(text, match => Form(match.Groups[1].Value) ?? match.Value);

    private string? Form(string name) => name switch
    {
        "event" => _json,
        "inner" => _json[1..^1],
        "text" => Escape(_json),
        "text2" => Escape(Escape(_json)),
        "csv" => _json.Replace("\"", "\"\"", StringComparison.Ordinal),
        "prettytail" => _event.ToJsonString(_indented),
        "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(_json)),
        "bytes" => $"[{string.Join(',', Encoding.UTF8.GetBytes(_json))}]",
        "gke" => _logEntry,
        "gke64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(_logEntry)),
        "bigquery" => BigQuery().ToJsonString(),
        "akscolumns" => new JsonArray([.. Azure().Select(column => (JsonNode)new JsonObject { ["name"] = column.Key, ["type"] = "string" })]).ToJsonString(),
        "aksrow" => new JsonArray([.. Azure().Select(column => column.Value!.DeepClone())]).ToJsonString(),
        "aksobject" => Azure().ToJsonString(),
        "lower" => Renamed(key => key.ToLowerInvariant()),
        "snake" => Renamed(JsonNamingPolicy.SnakeCaseLower.ConvertName),
        "kvlist" => AnyValue(_event).ToJsonString(),
        "kvinner" => AnyValue(_event)["kvlistValue"]!.ToJsonString(),
        "kvattributes" => AnyValue(_event)["kvlistValue"]!["values"]!.ToJsonString(),
        "yaml" => YamlOf(_event, ""),
        "yamlcrlf" => YamlOf(_event, "").Replace("\n", "\r\n", StringComparison.Ordinal),
        "yamlitem" => "- " + YamlOf(_event, "  ")[2..],
        "octets5424" => WithLength("<134>1 2026-11-23T17:17:54.468Z cp1 kube-apiserver 1 - - " + _json),
        "dockersplit" => string.Concat(Parts(_json + "\n").Select(DockerLine)),
        "dockerinterleaved" => string.Join("{\"log\":\"I1123 x\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-23T17:17:54Z\"}\n", Parts(_json + "\n").Select(DockerLine)),
        "crisplit" => string.Concat(Parts(_json).Select((part, i) => $"2026-11-23T17:17:54.468928000Z stdout {(i == 2 ? 'F' : 'P')} {part}\n")),
        "escape" => "\u001b",
        "separator" => "\u001e",
        "mark" => "\ufeff",
        _ => null,
    };

    private static string Escape(string text) => JsonSerializer.Serialize(text, _compact)[1..^1];

    private static IEnumerable<string> Lines(string name) =>
        File.ReadLines(RepositoryFiles.PathOf("tests", "Cases", "formats", name)).Where(line => line.Length > 0);

    private static string WithLength(string message) => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(message)} {message}");

    private static IEnumerable<string> Parts(string text) => [text[..(text.Length / 3)], text[(text.Length / 3)..(text.Length / 2)], text[(text.Length / 2)..]];

    private static string DockerLine(string text) => $$"""{"log":"{{Escape(text)}}","stream":"stdout","time":"2026-11-23T17:17:54.468928Z"}""" + "\n";

    private string Renamed(Func<string, string> rename) =>
        new JsonObject(_event.Select(member => KeyValuePair.Create(rename(member.Key), member.Value?.DeepClone()))).ToJsonString();

    private JsonObject Azure()
    {
        var row = new JsonObject { ["_ResourceId"] = "/subscriptions/0/managedclusters/shop" };
        foreach (var name in new[] { "requestObject", "responseObject" }.Concat(_event.Select(member => member.Key)).Distinct().Where(name => name.Length > 0))
        {
            var value = _event[name];
            var column = _azureNames.GetValueOrDefault(name) ?? char.ToUpperInvariant(name[0]) + name[1..];
            row[column] = value is JsonValue text ? text.GetValue<string>() : value?.ToJsonString() ?? "";
        }

        return row;
    }

    private JsonObject BigQuery()
    {
        var entry = JsonNode.Parse(_logEntry)!.AsObject();
        var payload = entry["protoPayload"]!.DeepClone().AsObject();
        entry.Remove("protoPayload");
        foreach (var name in new[] { "request", "response" })
        {
            payload[$"{name}Json"] = payload[name]?.ToJsonString();
            payload.Remove(name);
        }

        entry["protopayload_auditlog"] = payload;
        return entry;
    }

    private static JsonObject AnyValue(JsonNode? node) => node switch
    {
        JsonObject map => new()
        {
            ["kvlistValue"] = new JsonObject
            {
                ["values"] = new JsonArray([.. map.Select(member => (JsonNode)new JsonObject { ["key"] = member.Key, ["value"] = AnyValue(member.Value) })]),
            },
        },
        JsonArray array => new() { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. array.Select(item => (JsonNode)AnyValue(item))]) } },
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => new() { ["stringValue"] = value.GetValue<string>() },
            JsonValueKind.Number => new() { ["intValue"] = value.ToJsonString() },
            _ => new() { ["boolValue"] = value.GetValue<bool>() },
        },
        _ => [],
    };

    // As kubectl writes it: block style, and quotes only where a plain scalar would mean something else.
    private static string YamlOf(JsonNode node, string indent) => string.Concat(node switch
    {
        JsonObject map => map.Select(
            member => $"{indent}{(Plain().IsMatch(member.Key) ? member.Key : $"\"{Escape(member.Key)}\"")}:{YamlValue(member.Value, indent)}"),
        JsonArray array => array.Select(
            item => item is JsonObject { Count: > 0 } ? $"{indent}- {YamlOf(item, indent + "  ").TrimStart()}" : $"{indent}-{YamlValue(item, indent)}"),
        _ => [],
    });

    private static string YamlValue(JsonNode? value, string indent) => value switch
    {
        JsonObject { Count: > 0 } map => "\n" + YamlOf(map, indent + "  "),
        JsonArray { Count: > 0 } array => "\n" + YamlOf(array, indent),
        JsonValue text when text.GetValueKind() == JsonValueKind.String && Plain().IsMatch(text.GetValue<string>()) => $" {text.GetValue<string>()}\n",
        _ => $" {value?.ToJsonString() ?? "null"}\n",
    };

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex("^(?!(true|false|null)$)[A-Za-z][A-Za-z0-9./-]*$")]
    private static partial Regex Plain();
}
