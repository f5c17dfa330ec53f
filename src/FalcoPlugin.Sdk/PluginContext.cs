namespace FalcoPlugin.Sdk;

/// <summary>What the host gives a plugin at its start.</summary>
/// <param name="Config">The configuration as the host passed it; empty where there is none.</param>
/// <param name="Log">The host's log.</param>
public sealed record PluginContext(string Config, PluginLog Log);
