using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Doctor;

/// <summary>An event source that is open for a check.</summary>
internal sealed class OpenSource(PluginInstance plugin, PluginEventStream stream) : IDisposable
{
    public void Dispose()
    {
        stream.Dispose();
        plugin.Dispose();
    }
}
