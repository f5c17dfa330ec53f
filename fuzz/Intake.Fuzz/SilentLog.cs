using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace IntakeFuzzing;

/// <summary>Says nothing.</summary>
internal sealed class SilentLog : PluginLog
{
    public static SilentLog Instance { get; } = new();

    protected override void WriteLine(LogSeverity severity, string line)
    {
    }
}
