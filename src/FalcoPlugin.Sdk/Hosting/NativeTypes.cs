using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>Lists of event types as the host reads them.</summary>
internal static unsafe class NativeTypes
{
    /// <summary>A copy that stands for as long as the process does.</summary>
    public static ushort* Allocate(ReadOnlySpan<ushort> types)
    {
        var copy = (ushort*)NativeMemory.Alloc((nuint)types.Length, sizeof(ushort));
        types.CopyTo(new Span<ushort>(copy, types.Length));
        return copy;
    }
}
