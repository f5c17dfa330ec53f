namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IExtractEventTypes"/> adds.</summary>
public static unsafe class ExtractEventTypeExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IExtractEventTypes
{
    private static readonly ushort* _types = NativeTypes.Allocate(TPlugin.ExtractEventTypes);

    /// <summary><c>plugin_get_extract_event_types</c></summary>
    public static ushort* GetExtractEventTypes(uint* count, void* state)
    {
        *count = (uint)TPlugin.ExtractEventTypes.Length;
        return _types;
    }
}
