using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Plugins;

/// <summary>A plugin with the configuration that it is used with.</summary>
internal sealed record LoadedPlugin(NativePlugin Plugin, PluginConfiguration Configuration);
