using System.Runtime.InteropServices;
using System.Text;

namespace K8sAudit.Runner.Plugins;

/// <summary>Text on its way across the C boundary: UTF-8 that ends in NUL.</summary>
internal static unsafe class NativeText
{
    /// <summary>The text at that place; empty for null.</summary>
    public static string Read(byte* text) => text == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>A copy in native memory, to be freed with <see cref="Free"/>.</summary>
    public static byte* Allocate(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var target = (byte*)NativeMemory.Alloc((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(target, length));
        target[length] = 0;
        return target;
    }

    /// <summary>Frees what <see cref="Allocate"/> gave; null is fine.</summary>
    public static void Free(byte* text) => NativeMemory.Free(text);
}
