using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Logs through the host's log function; to standard error where it has none.</summary>
internal sealed unsafe partial class HostLog(string pluginName, void* owner, delegate* unmanaged[Cdecl]<void*, byte*, byte*, LogSeverity, void> log) : PluginLog
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

    // write(2) and nothing else: Console would set up signal handling and the terminal, which are the host's, and a FileStream would write at
    // an offset of its own. What cannot be written is lost; nobody is left to tell.
    private static void WriteToStandardError(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        fixed (byte* first = bytes)
        {
            _ = WriteDescriptor(2, first, (nuint)bytes.Length);
        }
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteDescriptor(int descriptor, byte* bytes, nuint length);
}
