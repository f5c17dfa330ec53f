namespace K8sAudit.Runner.Plugins;

/// <summary>A plugin breaks the contract, or reports a failure; nothing more can be had from it.</summary>
internal sealed class PluginException(string message) : Exception(message);
