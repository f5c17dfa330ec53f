namespace K8sAudit.Runner.Plugins;

/// <summary>Leads from a field that a rule names to the plugin that reads it.</summary>
internal sealed record PluginFieldHandle(NativePlugin Plugin, PluginField Field);
