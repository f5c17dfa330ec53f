using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Native;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Logs through the host's log function, or to standard error if the host has none.</summary>
internal sealed unsafe class HostLog(string pluginName, void* owner, delegate* unmanaged[Cdecl]<void*, byte*, byte*, LogSeverity, void> log) : PluginLog
{
    private const int StandardError = 2;

    private readonly void* _owner = owner;
    private readonly delegate* unmanaged[Cdecl]<void*, byte*, byte*, LogSeverity, void> _log = log;

    /// <inheritdoc/>
    protected override void WriteLine(LogSeverity severity, string line)
    {
        if (_log == null)
        {
            WriteToStandardError($"{pluginName}: {severity}: {line}\n");
            return;
        }

        // Without a component, the host adds the plugin's name.
        var text = NativeText.Allocate(line);
        _log(_owner, null, text, severity);
        NativeText.Free(text);
    }

    // Console would set up signal handling and the terminal, which belong to the host, and a FileStream would write at an offset of its own. What cannot be
    // written is lost, because there is no other place to report it.
    private static void WriteToStandardError(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        fixed (byte* first = bytes)
        {
            _ = SystemCalls.Write(StandardError, first, (nuint)bytes.Length);
        }
    }
}
