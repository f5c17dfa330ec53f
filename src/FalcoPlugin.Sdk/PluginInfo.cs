using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>Who a plugin is.</summary>
/// <param name="Name">The name that falco.yaml and rules files use.</param>
/// <param name="Description">One line for listings.</param>
/// <param name="Contact">Where its authors are reached.</param>
/// <param name="Version">The plugin's own version, <c>major.minor.patch</c>.</param>
public sealed record PluginInfo(string Name, string Description, string Contact, string Version)
{
    /// <summary>The registered id of an event source; 0 (the default) for a plugin that has none.</summary>
    public uint Id { get; init; }

    /// <summary>The event source that the plugin makes; empty (the default) for a plugin that has none.</summary>
    public string EventSource { get; init; } = "";

    /// <summary>The plugin API that a host must have; 3.11.0 by default, which brought value offsets.</summary>
    public ApiVersion RequiredApiVersion { get; init; } = ApiVersion.WithValueOffsets;
}
