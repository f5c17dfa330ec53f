using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Fuzzing;

/// <summary>Discards all messages.</summary>
internal sealed class SilentLog : PluginLog
{
    public static SilentLog Instance { get; } = new();

    protected override void WriteLine(LogSeverity severity, string line)
    {
    }
}
