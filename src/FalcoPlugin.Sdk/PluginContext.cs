namespace FalcoPlugin.Sdk;

/// <summary>What a plugin receives from the host when it is created.</summary>
/// <param name="Config">The configuration as the host passed it; empty if there is none.</param>
/// <param name="Log">The log of the host.</param>
public sealed record PluginContext(string Config, PluginLog Log);
