using System.Text;
using System.Text.Json;

namespace K8sAudit.Plugin.Configuration;

/// <summary>The options as a JSON schema, against which Falco checks <c>init_config</c> before it passes it on.</summary>
internal static class OptionsSchema
{
    /// <summary>
    /// The schema. An empty YAML map reaches it as null, and unknown keys pass, because the plugin itself names the nearest known one.
    /// </summary>
    public static string Json { get; } = Write();

    private static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteString("title", "k8saudit init_config");
            json.WritePropertyName("type");
            json.WriteRawValue("""["object", "null", "string", "array"]""");
            json.WriteBoolean("additionalProperties", true);
            json.WriteStartObject("properties");
            foreach (var option in PluginOptions.All)
            {
                Write(json, option);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, PluginOption option)
    {
        json.WriteStartObject(option.Name);
        json.WritePropertyName("type");
        json.WriteRawValue(option.Kind.AlsoType is { } also ? $"[\"{option.Kind.SchemaType}\", \"{also}\"]" : $"\"{option.Kind.SchemaType}\"");
        json.WriteString("description", option.Description);
        json.WritePropertyName("default");
        json.WriteRawValue(option.DefaultJson);
        if (option.Kind.Minimum is { } minimum)
        {
            json.WriteNumber("minimum", minimum);
        }

        json.WriteEndObject();
    }
}
