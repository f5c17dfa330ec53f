using System.Runtime.InteropServices;
using System.Text;

namespace FalcoPlugin.Abi;

/// <summary>Strings as they cross the C boundary: UTF-8 that ends with a NUL.</summary>
public static unsafe class NativeText
{
    /// <summary>A copy in native memory, to be freed with <see cref="Free"/>. A NUL inside becomes a space, because it would end the string.</summary>
    public static byte* Allocate(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var copy = Allocate(length);
        Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
        new Span<byte>(copy, length).Replace((byte)0, (byte)' ');
        return copy;
    }

    /// <summary>A copy of UTF-8 in native memory, to be freed with <see cref="Free"/>. A NUL inside becomes a space, because it would end the string.</summary>
    public static byte* Allocate(ReadOnlySpan<byte> utf8)
    {
        var copy = Allocate(utf8.Length);
        utf8.CopyTo(new Span<byte>(copy, utf8.Length));
        new Span<byte>(copy, utf8.Length).Replace((byte)0, (byte)' ');
        return copy;
    }

    /// <summary>Frees memory of <see cref="Allocate(string)"/>; does nothing for null.</summary>
    public static void Free(byte* text) => NativeMemory.Free(text);

    /// <summary>The string at <paramref name="pointer"/>; empty for null.</summary>
    public static string Read(byte* pointer) => Encoding.UTF8.GetString(Span(pointer));

    /// <summary>The bytes before the NUL; empty for null.</summary>
    public static ReadOnlySpan<byte> Span(byte* pointer) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pointer);

    private static byte* Allocate(int length)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)length + 1);
        memory[length] = 0;
        return memory;
    }
}
