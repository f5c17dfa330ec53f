namespace K8sAudit.Runner.Plugins;

/// <summary>A plugin breaks the contract, or reports a failure; nothing more can be had from it.</summary>
internal sealed class PluginFailedException(string message) : Exception(message);
