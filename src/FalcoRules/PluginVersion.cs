namespace FalcoRules;

/// <summary>A loaded plugin, for <c>required_plugin_versions</c>.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Version">Its version, <c>major.minor.patch</c>.</param>
public sealed record PluginVersion(string Name, string Version);
