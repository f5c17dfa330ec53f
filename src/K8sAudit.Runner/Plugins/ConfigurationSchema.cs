using System.Globalization;
using System.Text.Json;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>
/// Checks a plugin's configuration against the JSON schema that the plugin gives, before the plugin sees it. It knows the keywords that such
/// schemas use (type, properties, required, additionalProperties, items, enum, minimum, maximum, local $ref) and skips all others.
/// </summary>
internal sealed class ConfigurationSchema
{
    private readonly JsonElement _root;

    private ConfigurationSchema(JsonElement root) => _root = root;

    /// <summary>Checks a configuration; an empty one counts as an empty object.</summary>
    /// <returns>The configuration to hand over, and the first complaint; null where there is none.</returns>
    public static (string Config, string? Complaint) Check(string schema, string config)
    {
        var text = config.Length == 0 ? "{}" : config;
        try
        {
            using var schemaDocument = JsonDocument.Parse(schema);
            if (schemaDocument.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (text, "get_init_schema did not return a JSON object");
            }

            using var configDocument = JsonDocument.Parse(text);
            return (text, new ConfigurationSchema(schemaDocument.RootElement).Complaint(schemaDocument.RootElement, configDocument.RootElement, "init_config"));
        }
        catch (JsonException e)
        {
            return (text, $"init config is not a valid JSON: {e.Message}");
        }
    }

    /// <summary>Whether a schema names that key at its top.</summary>
    public static bool Declares(string schema, string key)
    {
        try
        {
            using var document = JsonDocument.Parse(schema);
            var root = new ConfigurationSchema(document.RootElement).Resolve(document.RootElement);
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("properties", out var properties)
                && properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty(key, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string? Complaint(JsonElement schema, JsonElement value, string place)
    {
        schema = Resolve(schema);
        return schema.ValueKind != JsonValueKind.Object ? null
            : TypeComplaint(schema, value, place)
            ?? EnumComplaint(schema, value, place)
            ?? RangeComplaint(schema, value, place)
            ?? (value.ValueKind == JsonValueKind.Object ? ObjectComplaint(schema, value, place) : null)
            ?? (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items) ? ItemsComplaint(items, value, place) : null);
    }

    /// <summary>Follows <c>$ref</c>s within the document, as schemas made from Go types have them.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        for (var depth = 0; depth < 16 && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference); depth++)
        {
            schema = _root;
            foreach (var step in (reference.GetString() ?? "").Split('/').Skip(1))
            {
                if (schema.ValueKind != JsonValueKind.Object
                    || !schema.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out schema))
                {
                    return default;
                }
            }
        }

        return schema;
    }

    private static string? TypeComplaint(JsonElement schema, JsonElement value, string place)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString() ?? "").ToArray() : [type.GetString() ?? ""];
        return allowed.Any(name => IsOfType(name, value)) ? null
            : IsQuoted(value, allowed) ? RunnerMessages.QuotedConfigurationType(place, string.Join(" or ", allowed), Shown(value, place))
            : RunnerMessages.ConfigurationType(place, string.Join(" or ", allowed), Shown(value, place));
    }

    /// <summary>Whether a value has the right type except for quotes around it, which a configuration in JSON may have.</summary>
    private static bool IsQuoted(JsonElement value, string[] allowed) => value.ValueKind == JsonValueKind.String && value.GetString() switch
    {
        "true" or "false" => allowed.Contains("boolean"),
        var text => double.TryParse(text, CultureInfo.InvariantCulture, out _) && (allowed.Contains("integer") || allowed.Contains("number")),
    };

    private static bool IsOfType(string name, JsonElement value) => name switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Floor(number) == number,
        _ => true,
    };

    private static string? EnumComplaint(JsonElement schema, JsonElement value, string place) =>
        !schema.TryGetProperty("enum", out var allowed) || allowed.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value))
            ? null
            : $"{place}: expected one of {allowed.GetRawText()}, found {Shown(value, place)}";

    private static string? RangeComplaint(JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        var number = value.GetDouble();
        return schema.TryGetProperty("minimum", out var minimum)
            && number < minimum.GetDouble() ? $"{place}: expected at least {minimum.GetRawText()}, found {Shown(value, place)}"
            : schema.TryGetProperty("maximum", out var maximum)
                && number > maximum.GetDouble() ? $"{place}: expected at most {maximum.GetRawText()}, found {Shown(value, place)}"
            : null;
    }

    /// <summary>A value as an error shows it: a secret is not shown, nor what may hold one.</summary>
    private static string Shown(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => place.Split('.').Any(SecretText.IsSecretName) ? SecretText.Hidden : SecretText.Redact(value.GetRawText()),
    };

    private string? ObjectComplaint(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("required", out var required)
            && required.ValueKind == JsonValueKind.Array
            && required.EnumerateArray().Select(item => item.GetString() ?? "").FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing)
        {
            return $"{place}: the required key '{missing}' is missing";
        }

        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        foreach (var member in value.EnumerateObject())
        {
            var inner = $"{place}.{member.Name}";
            var complaint = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var memberSchema)
                ? Complaint(memberSchema, member.Value, inner)
                : ExtraComplaint(schema, member.Value, inner);
            if (complaint is not null)
            {
                return complaint;
            }
        }

        return null;
    }

    private string? ExtraComplaint(JsonElement schema, JsonElement value, string place) =>
        !schema.TryGetProperty("additionalProperties", out var extra) ? null
        : extra.ValueKind == JsonValueKind.False ? $"{place}: the plugin does not know this key"
        : Complaint(extra, value, place);

    private string? ItemsComplaint(JsonElement items, JsonElement value, string place) =>
        value.EnumerateArray().Select((item, index) => Complaint(items, item, $"{place}[{index}]")).FirstOrDefault(complaint => complaint is not null);
}
