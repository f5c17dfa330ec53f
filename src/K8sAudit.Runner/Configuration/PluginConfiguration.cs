using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.PluginConfiguration>;

namespace K8sAudit.Runner.Configuration;

/// <summary>An entry of <c>plugins</c>.</summary>
internal sealed record PluginConfiguration
{
    /// <summary>The keys of an entry.</summary>
    public static KeyTable<PluginConfiguration> Keys { get; } = new(
    [
        Value("name", ValueKinds.Name, "Name that `load_plugins` uses.", p => p.Name, (p, value) => p with { Name = value }, isRequired: true),
        Value("library_path", ValueKinds.Path, "Path of the library. A relative path is looked up next to the program, then in /usr/share/falco/plugins.",
            p => p.LibraryPath, (p, value) => p with { LibraryPath = value }, isRequired: true),
        Value("init_config", InitConfigKind, "Configuration of the plugin. A mapping is passed to the plugin as JSON, a string as it is.",
            p => p.InitConfig, (p, value) => p with { InitConfig = value }, sensitivity: Sensitivity.PluginText),
        Value("open_params", ValueKinds.String, "What a source plugin opens. The argument of the command line replaces it for the first source plugin.",
            p => p.OpenParameters, (p, value) => p with { OpenParameters = value.Trim() }, sensitivity: Sensitivity.PluginAddress),
    ]);

    /// <summary>The name that <c>load_plugins</c> uses.</summary>
    public string Name { get; init; } = "";

    /// <summary>The library as configured.</summary>
    public string LibraryPath { get; init; } = "";

    /// <summary>The plugin's configuration as it is passed to the plugin; empty for none.</summary>
    public string InitConfig { get; init; } = "";

    /// <summary>What a source plugin opens; empty for nothing.</summary>
    public string OpenParameters { get; init; } = "";

    private static ValueKind<string> InitConfigKind => new(
        "mapping or string", (node, path) => node is ConfigurationScalar ? ValueKinds.String.Read(node, path) : ConfigurationJson.ForPlugin(node), value => value);
}
