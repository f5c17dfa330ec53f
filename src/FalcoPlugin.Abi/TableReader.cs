using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>
/// The deprecated table reader that older structs embed by value (<c>ss_plugin_table_reader_vtable</c>). State tables are not used
/// here; the struct has the right size.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct TableReader
{
    /// <summary><c>get_table_name</c></summary>
    public nint GetTableName;

    /// <summary><c>get_table_size</c></summary>
    public nint GetTableSize;

    /// <summary><c>get_table_entry</c></summary>
    public nint GetTableEntry;

    /// <summary><c>read_entry_field</c></summary>
    public nint ReadEntryField;
}
