using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace K8sAudit.Benchmarks;

/// <summary>The log of a host that does not listen.</summary>
internal sealed class Silence : PluginLog
{
    public static Silence Instance { get; } = new();

    protected override void WriteLine(LogSeverity severity, string line)
    {
    }
}
