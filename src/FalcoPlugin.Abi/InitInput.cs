using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>The input of <c>plugin_init</c> (<c>ss_plugin_init_input</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct InitInput
{
    /// <summary>NUL-terminated configuration, or null.</summary>
    public byte* Config;

    /// <summary>The host's own handle, for its callbacks.</summary>
    public void* Owner;

    /// <summary><c>const char* get_owner_last_error(owner)</c></summary>
    public nint GetOwnerLastError;

    /// <summary>Access to state tables, or null.</summary>
    public void* Tables;

    /// <summary><c>void log(owner, component, message, severity)</c>, or null. Exists since API 3.3.</summary>
    public delegate* unmanaged[Cdecl]<void*, byte*, byte*, LogSeverity, void> Log;
}
