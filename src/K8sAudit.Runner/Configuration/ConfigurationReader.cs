using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration;

/// <summary>Reads a configuration as the key table says, and checks what concerns several keys.</summary>
internal static class ConfigurationReader
{
    /// <summary>Reads the configuration.</summary>
    /// <exception cref="UserError">A value is not what its key expects, or two keys contradict each other.</exception>
    public static FalcoConfiguration Read(ConfigurationMapping root)
    {
        if (root.Find("rules_files") is not null && root.Find("rules_file") is { } alias)
        {
            throw new UserError(RunnerMessages.BothRulesFiles(alias.Location));
        }

        var configuration = FalcoConfiguration.Keys.Read(new FalcoConfiguration(), root, "");
        return WithOutput(configuration with { Plugins = Selected(configuration, root) });
    }

    /// <summary>Reads <c>config_files</c> alone, with the location of each entry.</summary>
    /// <exception cref="UserError">An entry is neither a path nor a path with a strategy.</exception>
    public static IReadOnlyList<(string Location, IncludedFile File)> ReadIncludedFiles(ConfigurationMapping root)
    {
        if (root.Find(FalcoConfiguration.ConfigFiles.Name) is not { } node)
        {
            return [];
        }

        var path = new KeyPath(FalcoConfiguration.ConfigFiles.Name, Sensitivity.Shown);
        var files = FalcoConfiguration.ConfigFiles.Read(new FalcoConfiguration(), node, path.Text).IncludedFiles;
        return [.. ValueKinds.Items(node, path).Zip(files, (item, file) => (item.Location, file))];
    }

    private static IReadOnlyList<PluginConfiguration> Selected(
        FalcoConfiguration configuration,
        ConfigurationMapping root) => configuration.LoadPlugins is { } names
        ?
        [
            .. names.Zip(
                ValueKinds.Items(root.Find("load_plugins")!, new KeyPath("load_plugins", Sensitivity.Shown)),
                (name, node) => Find(configuration.Plugins, name, node)),
        ]
        : configuration.Plugins;

    private static PluginConfiguration Find(IReadOnlyList<PluginConfiguration> plugins, string name, ConfigurationNode node) =>
        plugins.FirstOrDefault(plugin => plugin.Name == name)
            ?? throw new UserError(RunnerMessages.UnknownPlugin(node.Location, name, plugins.Select(plugin => plugin.Name)));

    /// <summary>Without an output the alerts would be lost; Falco refuses to start then.</summary>
    private static FalcoConfiguration WithOutput(FalcoConfiguration configuration) =>
        configuration.Outputs.IsEmpty ? configuration with { Outputs = [new StandardOutputConfiguration { Enabled = true }] } : configuration;
}
