using System.Runtime.InteropServices;
using System.Text;

namespace FalcoPlugin.Sdk;

/// <summary>Text as C has it.</summary>
internal static unsafe class NativeText
{
    /// <summary>A NUL-terminated UTF-8 copy, to be given back to <see cref="NativeMemory.Free"/>.</summary>
    public static byte* Allocate(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var copy = (byte*)NativeMemory.Alloc((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
        copy[length] = 0;
        return copy;
    }

    /// <summary>The text at <paramref name="pointer"/>; empty where that is null.</summary>
    public static string Read(byte* pointer) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pointer));
}
