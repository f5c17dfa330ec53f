using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using FalcoPlugin.Abi;
using FalcoRules;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--version</c>: the program, and the plugin API and rules engine that it stands in for.</summary>
internal static class VersionInfo
{
    /// <summary>The program's own version.</summary>
    public static string Program { get; } =
        typeof(VersionInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The version of Falco whose options, configuration and outputs are implemented.</summary>
    public const string Falco = "0.44.1";

    /// <summary>The version of Falco's rules engine whose language is read.</summary>
    public static Version Engine { get; } = new RulesEnvironment { Sources = [] }.EngineVersion;

    /// <summary>As lines, or as JSON with Falco's keys.</summary>
    public static void Write(bool json, TextWriter output) => output.Write(json
        ? Json([]) + "\n"
        : $"k8saudit version: {Program}\nPlugin API:       {ApiVersion.Newest}\nEngine:           {Engine}\n");

    /// <summary>As JSON with Falco's keys, in Falco's order.</summary>
    public static string Json(IEnumerable<LoadedPlugin> plugins)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(plugins, json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same, as a part of something else.</summary>
    public static void Write(IEnumerable<LoadedPlugin> plugins, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("engine_version", Engine.Minor.ToString(CultureInfo.InvariantCulture));
        json.WriteString("engine_version_semver", Engine.ToString());
        json.WriteString("falco_version", Falco);
        json.WriteString("k8saudit_version", Program);
        json.WriteString("plugin_api_version", ApiVersion.Newest.ToString());
        if (plugins.Any())
        {
            json.WriteStartObject("plugin_versions");
            foreach (var plugin in plugins.Select(loaded => loaded.Plugin).OrderBy(plugin => plugin.Name, StringComparer.Ordinal))
            {
                json.WriteString(plugin.Name, plugin.Version);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
