using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>The input of <c>plugin_extract_fields</c> (<c>ss_plugin_field_extract_input</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ExtractInput
{
    /// <summary>The host's own handle, for its callbacks.</summary>
    public void* Owner;

    /// <summary><c>const char* get_owner_last_error(owner)</c></summary>
    public nint GetOwnerLastError;

    /// <summary>Number of requested fields; usually 1.</summary>
    public uint FieldCount;

    /// <summary>The fields, in and out.</summary>
    public ExtractField* Fields;

    /// <summary>Deprecated table access.</summary>
    public TableReader TableReader;

    /// <summary>Table access.</summary>
    public nint TableReaderExtended;

    /// <summary>Receives the values' offsets, or null. Exists since API 3.11.</summary>
    public ValueOffsets* Offsets;
}
