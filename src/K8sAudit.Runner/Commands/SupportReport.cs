using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FalcoRules.Files;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--support</c>: what somebody who helps needs to know, as JSON with Falco's keys (<c>print_support.cpp</c>).</summary>
internal static class SupportReport
{
    public static void Write(FalcoConfiguration configuration, PluginSet plugins, RulesFilesResult rules, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteString("cmdline", string.Join(' ', Environment.GetCommandLineArgs()));
            WriteConfiguration(configuration, json);
            json.WritePropertyName("engine_info");
            VersionInfo.Write(plugins.Plugins, json);
            WriteRules(rules, json);
            WriteSystem(json);
            json.WriteString("version", VersionInfo.Program);
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write("\n");
    }

    /// <summary>The files as they are. Falco shows the merged configuration; the files say more, and no environment variable's value is in them.</summary>
    private static void WriteConfiguration(FalcoConfiguration configuration, Utf8JsonWriter json)
    {
        json.WriteStartArray("config");
        foreach (var file in configuration.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file);
            json.WriteString("content", File.ReadAllText(file));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRules(RulesFilesResult rules, Utf8JsonWriter json)
    {
        json.WriteStartArray("rules_files");
        foreach (var file in rules.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteStartArray("variants");
            json.WriteStartObject();
            json.WriteString("content", file.Text);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSystem(Utf8JsonWriter json)
    {
        json.WriteStartObject("system_info");
        json.WriteString("machine", RuntimeInformation.OSArchitecture.ToString());
        json.WriteString("nodename", Environment.MachineName);
        json.WriteString("release", Environment.OSVersion.Version.ToString());
        json.WriteString("sysname", "Linux");
        json.WriteString("version", RuntimeInformation.OSDescription);
        json.WriteEndObject();
    }
}
