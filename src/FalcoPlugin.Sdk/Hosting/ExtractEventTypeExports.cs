using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IExtractEventTypes"/> adds.</summary>
public static unsafe class ExtractEventTypeExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IExtractEventTypes
{
    private static readonly ushort* _types = Copy(TPlugin.ExtractEventTypes);

    /// <summary><c>plugin_get_extract_event_types</c></summary>
    public static ushort* GetExtractEventTypes(uint* count, void* state)
    {
        *count = (uint)TPlugin.ExtractEventTypes.Length;
        return _types;
    }

    private static ushort* Copy(ReadOnlySpan<ushort> types)
    {
        var copy = (ushort*)NativeMemory.Alloc((nuint)types.Length, sizeof(ushort));
        types.CopyTo(new Span<ushort>(copy, types.Length));
        return copy;
    }
}
