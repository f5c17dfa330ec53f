using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>Bytes with a length (<c>ss_plugin_byte_buffer</c>): the value of addresses and networks.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ByteBuffer
{
    /// <summary>Length in bytes.</summary>
    public uint Length;

    /// <summary>The first byte.</summary>
    public void* Bytes;
}
