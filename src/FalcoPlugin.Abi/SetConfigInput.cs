using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>A new configuration (<c>ss_plugin_set_config_input</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SetConfigInput
{
    /// <summary>NUL-terminated configuration.</summary>
    public byte* Config;
}
