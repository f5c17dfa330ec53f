using FalcoPlugin.Abi;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--list-plugins</c> and <c>--plugin-info</c>, in Falco's words.</summary>
internal static class PluginDescriptions
{
    private static readonly (PluginCapabilities Capability, string Name)[] _names =
    [
        (PluginCapabilities.Extraction, "Field Extraction"),
        (PluginCapabilities.Parsing, "Event Parsing"),
        (PluginCapabilities.Async, "Async Events"),
        (PluginCapabilities.CaptureListening, "Capture Listening"),
    ];

    public static void WriteAll(PluginSet plugins, TextWriter output)
    {
        output.Write($"{plugins.Plugins.Count} Plugins Loaded:\n\n");
        foreach (var loaded in plugins.Plugins)
        {
            WriteDescription(loaded.Plugin, output);
            output.Write("\n");
        }
    }

    /// <summary>Writes all about one plugin; it is initialised for its open parameters.</summary>
    /// <exception cref="UserError">There is no such plugin.</exception>
    public static void WriteOne(PluginSet plugins, string name, Log log, TextWriter output)
    {
        var loaded = plugins.Plugins.FirstOrDefault(candidate =>
            candidate.Configuration.Name == name || candidate.Configuration.LibraryPath == name || candidate.Plugin.Path == name)
            ?? throw new UserError($"can't find plugin and print its info: {name}");
        WriteDescription(loaded.Plugin, output);
        output.Write("\n");
        WriteSchema(loaded.Plugin, output);
        using var instance = PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, log);
        if (loaded.Plugin.Can(PluginCapabilities.Sourcing))
        {
            WriteOpenParameters(instance.ListOpenParameters(), output);
        }
    }

    private static void WriteDescription(NativePlugin plugin, TextWriter output)
    {
        output.Write($"Name: {plugin.Name}\nDescription: {plugin.Description}\nContact: {plugin.Contact}\nVersion: {plugin.Version}\nCapabilities: \n");
        if (plugin.Can(PluginCapabilities.Sourcing))
        {
            output.Write(plugin.Id != 0 ? $"  - Event Sourcing (ID={plugin.Id}, source='{plugin.EventSource}')\n" : "  - Event Sourcing (system events)\n");
        }

        foreach (var (_, name) in _names.Where(pair => plugin.Can(pair.Capability)))
        {
            output.Write($"  - {name}\n");
        }
    }

    private static void WriteSchema(NativePlugin plugin, TextWriter output)
    {
        var schema = plugin.InitSchema(out var type);
        output.Write(type == SchemaType.Json && schema.Length > 0
            ? $"Init config schema type: JSON\n{schema}\n\n"
            : "Init config schema type: Not available, plugin does not implement the init config schema functionality\n\n");
    }

    private static void WriteOpenParameters(IReadOnlyList<ListedOpenParameter> parameters, TextWriter output)
    {
        output.Write(parameters.Count == 0
            ? "No suggested open params available: plugin has not been configured, or it does not implement the open params suggestion functionality\n"
            : "Suggested open params:\n");
        foreach (var parameter in parameters)
        {
            output.Write(parameter.Description.Length == 0 ? $"{parameter.Value}\n" : $"{parameter.Value}: {parameter.Description}\n");
        }

        output.Write("\n");
    }
}
