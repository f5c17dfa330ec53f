using System.Text.Json;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Doctor;

/// <summary>The <c>init_config</c> of the plugin k8saudit, as far as checks look at it. What is not set has the default of the plugin.</summary>
internal sealed class InitOptions
{
    private readonly Dictionary<string, JsonElement> _values;

    private InitOptions(Dictionary<string, JsonElement> values) => _values = values;

    /// <summary>Reads a configuration; one that is not a JSON object has no options.</summary>
    public static InitOptions Read(string initConfig)
    {
        try
        {
            using var document = JsonDocument.Parse(initConfig.Length == 0 ? "{}" : initConfig);
            var values = new Dictionary<string, JsonElement>();
            foreach (var member in document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.EnumerateObject() : default)
            {
                values[member.Name] = member.Value.Clone();
            }

            return new(values);
        }
        catch (JsonException)
        {
            return new([]);
        }
    }

    public string Text(string name, string otherwise = "") =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;

    public long Number(string name, long otherwise) =>
        _values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : otherwise;

    /// <summary>The configuration without some options.</summary>
    public string Without(params IReadOnlyList<string> names) => FalcoJson.Text(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in _values.Where(pair => !names.Contains(pair.Key)))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    });
}
