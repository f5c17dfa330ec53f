using System.Globalization;
using System.Text.Json;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Configuration.Tree;

/// <summary>
/// A piece of configuration as JSON, which is how plugins get a mapping: plain values become numbers and booleans where they read as such.
/// </summary>
internal static class ConfigurationJson
{
    /// <summary>The JSON of a piece of configuration, in which a quoted value is a string.</summary>
    public static string Of(ConfigurationNode node) => FalcoJson.Text(writer => Write(node, writer, scalar => scalar.Quoted));

    /// <summary>The JSON that a plugin gets: as Falco makes it (<c>yaml_helper.h</c>), in which quotes make no difference.</summary>
    public static string ForPlugin(ConfigurationNode node) => FalcoJson.Text(writer => Write(node, writer, scalar => false));

    private static void Write(ConfigurationNode node, Utf8JsonWriter writer, Predicate<ConfigurationScalar> isString)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(value, writer, isString);
                }

                writer.WriteEndObject();
                break;
            case ConfigurationSequence sequence:
                writer.WriteStartArray();
                sequence.Items.ForEach(item => Write(item, writer, isString));
                writer.WriteEndArray();
                break;
            case ConfigurationScalar scalar:
                WriteScalar(scalar, writer, isString(scalar));
                break;
        }
    }

    private static void WriteScalar(ConfigurationScalar scalar, Utf8JsonWriter writer, bool isString)
    {
        if (scalar.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (isString)
        {
            writer.WriteStringValue(scalar.Text);
        }
        else if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else if (YamlBoolean.Parse(scalar.Text) is { } truth)
        {
            writer.WriteBooleanValue(truth);
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }
    }
}
