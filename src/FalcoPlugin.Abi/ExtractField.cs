using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>One field to extract, and its result (<c>ss_plugin_extract_field</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ExtractField
{
    /// <summary>Result: an array of <see cref="ResultLength"/> values in the <see cref="FieldTypeInfo.Layout"/> of the <see cref="Type"/>.</summary>
    public void* Result;

    /// <summary>Result: the number of values; 0 if there is no value.</summary>
    public ulong ResultLength;

    /// <summary>The field's position in the list that <c>plugin_get_fields</c> returned.</summary>
    public uint FieldId;

    /// <summary>NUL-terminated name of the field.</summary>
    public byte* Name;

    /// <summary>NUL-terminated key argument, or null.</summary>
    public byte* ArgumentKey;

    /// <summary>Index argument; valid only with <see cref="ArgumentPresent"/>.</summary>
    public ulong ArgumentIndex;

    /// <summary>1 if the field has an argument, which distinguishes index 0 from no argument.</summary>
    public uint ArgumentPresent;

    /// <summary>The field's type as the host knows it.</summary>
    public FieldType Type;

    /// <summary>1 if the field is a list.</summary>
    public uint IsList;
}
