using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests;

/// <summary>The things that a test needs and does not care about.</summary>
internal static class Some
{
    public static Log Log() => Log(out _);

    public static Log Log(out StringWriter lines)
    {
        lines = new StringWriter();
        return new Log(lines, TimeProvider.System) { Level = LogLevel.Debug };
    }

    public static PluginInstance Instance(NativePlugin plugin, string config = "") => PluginInstance.Create(plugin, config, Log());
}
