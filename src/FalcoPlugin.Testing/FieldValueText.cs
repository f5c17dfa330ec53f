using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>Formats a value of a field in its C form, as outputs show it.</summary>
internal static unsafe class FieldValueText
{
    /// <summary>The text of one value of an array.</summary>
    public static string Read(FieldType type, void* values, int index) => FieldTypeTable.Get(type).Layout switch
    {
        ValueLayout.Text => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(((byte**)values)[index])),
        ValueLayout.Boolean => ((uint*)values)[index] != 0 ? "true" : "false",
        ValueLayout.Number => ((ulong*)values)[index].ToString(CultureInfo.InvariantCulture),
        _ => new IPAddress(new ReadOnlySpan<byte>(((ByteBuffer*)values)[index].Bytes, (int)((ByteBuffer*)values)[index].Length)).ToString(),
    };
}
