using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>The name, version and event source of a plugin.</summary>
/// <param name="Name">The name that falco.yaml and rules files use.</param>
/// <param name="Description">A description in one line, for listings.</param>
/// <param name="Contact">The contact address of its authors.</param>
/// <param name="Version">The plugin's own version, <c>major.minor.patch</c>.</param>
public sealed record PluginInfo(string Name, string Description, string Contact, string Version)
{
    /// <summary>The registered id of an event source; 0 (the default) for a plugin that has none.</summary>
    public uint Id { get; init; }

    /// <summary>The event source of the plugin; empty (the default) for a plugin that has none.</summary>
    public string EventSource { get; init; } = "";

    /// <summary>The minimum version of the plugin API of a host; 3.11.0 by default, which introduced value offsets.</summary>
    public ApiVersion RequiredApiVersion { get; init; } = ApiVersion.WithValueOffsets;
}
