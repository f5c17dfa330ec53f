using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;
using Microsoft.Win32.SafeHandles;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Logs through the host's log function; to standard error where it has none.</summary>
internal sealed unsafe class HostLog(string pluginName, void* owner, delegate* unmanaged[Cdecl]<void*, byte*, byte*, LogSeverity, void> log) : PluginLog
{
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

        // No component: the host then names the plugin.
        var text = NativeText.Allocate(line);
        _log(_owner, null, text, severity);
        NativeMemory.Free(text);
    }

    // Not Console: it would set up signal handling and the terminal, which are the host's.
    private static void WriteToStandardError(string line)
    {
        try
        {
            using var handle = new SafeFileHandle(2, ownsHandle: false);
            using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            stream.Write(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Nobody is left to tell.
        }
    }
}
