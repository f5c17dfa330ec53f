using System.Runtime.InteropServices;
using System.Text;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Text as C has it.</summary>
internal static unsafe class NativeText
{
    /// <summary>A NUL-terminated UTF-8 copy, to be given back to <see cref="NativeMemory.Free"/>. A NUL inside becomes a space.</summary>
    public static byte* Allocate(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var copy = Allocate(length);
        Encoding.UTF8.GetBytes(text, new Span<byte>(copy, length));
        new Span<byte>(copy, length).Replace((byte)0, (byte)' ');
        return copy;
    }

    /// <summary>A NUL-terminated copy of UTF-8 text, to be given back to <see cref="NativeMemory.Free"/>.</summary>
    public static byte* Allocate(ReadOnlySpan<byte> utf8)
    {
        var copy = Allocate(utf8.Length);
        utf8.CopyTo(new Span<byte>(copy, utf8.Length));
        new Span<byte>(copy, utf8.Length).Replace((byte)0, (byte)' ');
        return copy;
    }

    /// <summary>The text at <paramref name="pointer"/>; empty where that is null.</summary>
    public static string Read(byte* pointer) => Encoding.UTF8.GetString(Span(pointer));

    /// <summary>The bytes before the NUL; empty where <paramref name="pointer"/> is null.</summary>
    public static ReadOnlySpan<byte> Span(byte* pointer) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pointer);

    private static byte* Allocate(int length)
    {
        var room = (byte*)NativeMemory.Alloc((nuint)length + 1);
        room[length] = 0;
        return room;
    }
}
