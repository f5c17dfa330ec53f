using System.Reflection;
using FalcoPlugin.Abi;
using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--version</c>: the program, the plugin API and the rules engine that it stands in for, and the plugins.</summary>
internal static class VersionInfo
{
    /// <summary>The program's own version.</summary>
    public static string Program { get; } = typeof(VersionInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static void Write(PluginSet plugins, FalcoConfiguration configuration, TextWriter output)
    {
        var engine = new RulesEnvironment { Sources = [] }.EngineVersion;
        if (configuration.JsonOutput)
        {
            WriteJson(plugins, engine, output);
            return;
        }

        output.Write($"k8saudit version: {Program}\nPlugin API:       {ApiVersion.Newest}\nEngine:           {engine}\n");
        foreach (var plugin in plugins.Versions)
        {
            output.Write($"Plugin:           {plugin.Name} {plugin.Version}\n");
        }
    }

    private static void WriteJson(PluginSet plugins, Version engine, TextWriter output)
    {
        var root = new System.Text.Json.Nodes.JsonObject
        {
            ["engine_version"] = $"{engine.Minor}",
            ["engine_version_semver"] = engine.ToString(),
            ["k8saudit_version"] = Program,
            ["plugin_api_version"] = ApiVersion.Newest.ToString(),
            ["plugin_versions"] = new System.Text.Json.Nodes.JsonObject([.. plugins.Versions.Select(plugin => KeyValuePair.Create(plugin.Name, (System.Text.Json.Nodes.JsonNode?)plugin.Version))]),
        };
        output.Write($"{root.ToJsonString()}\n");
    }
}
