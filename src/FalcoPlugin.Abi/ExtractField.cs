using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>One field to extract, and its result (<c>ss_plugin_extract_field</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct ExtractField
{
    /// <summary>Result: an array of <see cref="ResultLength"/> values; each laid out as <see cref="FieldTypeInfo.Layout"/> of its <see cref="Type"/> says.</summary>
    public void* Result;

    /// <summary>Result: how many values there are; 0 is "no value".</summary>
    public ulong ResultLength;

    /// <summary>The field's position in the list that <c>plugin_get_fields</c> returned.</summary>
    public uint FieldId;

    /// <summary>NUL-terminated name of the field.</summary>
    public byte* Name;

    /// <summary>NUL-terminated key argument, or null.</summary>
    public byte* ArgumentKey;

    /// <summary>Index argument; means something only with <see cref="ArgumentPresent"/>.</summary>
    public ulong ArgumentIndex;

    /// <summary>1 where the field stands with an argument, which tells index 0 from none.</summary>
    public uint ArgumentPresent;

    /// <summary>The field's type as the host knows it.</summary>
    public FieldType Type;

    /// <summary>1 where the field is a list.</summary>
    public uint IsList;
}
