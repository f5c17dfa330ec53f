using System.Text.Json;
using FalcoRules.Loading;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--support</c>: the facts that a maintainer needs for support, as JSON with Falco's keys (<c>print_support.cpp</c>), without secrets.</summary>
internal static class SupportReport
{
    public static void Write(
        FalcoConfiguration configuration,
        PluginSet plugins,
        RulesFilesResult rules,
        TextWriter output) => FalcoJson.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("cmdline", RedactedCommandLine.Of(Environment.GetCommandLineArgs()));
        // As in Falco the merged configuration is one text, a mapping in YAML's flow style, which is JSON here.
        json.WriteString("config", ConfigurationJson.Of(Redaction.Of(configuration.Merged)));
        json.WritePropertyName("engine_info");
        VersionInfo.Write(plugins.Plugins, json);
        WriteRules(rules, json);
        WriteSystem(json);
        json.WriteString("version", VersionInfo.Program);
        json.WriteEndObject();
    });

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
        json.WriteString("machine", HostInfo.Architecture);
        json.WriteString("nodename", HostInfo.Name);
        json.WriteString("release", HostInfo.Release);
        json.WriteString("sysname", HostInfo.System);
        json.WriteString("version", HostInfo.Version);
        json.WriteEndObject();
    }
}
