using System.Reflection;
using FalcoPlugin.Abi;
using FalcoRules;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--version</c>: the program, and the plugin API and rules engine that it stands in for.</summary>
internal static class VersionInfo
{
    /// <summary>The program's own version.</summary>
    public static string Program { get; } = typeof(VersionInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The version of Falco's rules engine whose language is read.</summary>
    public static Version Engine { get; } = new RulesEnvironment { Sources = [] }.EngineVersion;

    /// <summary>As lines, or as JSON with Falco's keys.</summary>
    public static void Write(bool json, TextWriter output) => output.Write(json
        ? $$"""{"engine_version":"{{Engine.Minor}}","engine_version_semver":"{{Engine}}","k8saudit_version":"{{Program}}","plugin_api_version":"{{ApiVersion.Newest}}"}""" + "\n"
        : $"k8saudit version: {Program}\nPlugin API:       {ApiVersion.Newest}\nEngine:           {Engine}\n");
}
