using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>
/// The offsets of extracted values in the event (<c>ss_plugin_extract_value_offsets</c>, since API 3.11): one entry for each value,
/// counted from the first byte of the event's header; 0 and 0 for a computed value.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ValueOffsets
{
    /// <summary>Result: the offsets.</summary>
    public uint* Start;

    /// <summary>Result: the lengths in bytes.</summary>
    public uint* Length;
}
