namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IExtractEventSources"/> adds.</summary>
public static unsafe class ExtractEventSourceExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IExtractEventSources
{
    private static readonly byte* _sources = NativeText.Allocate(JsonArray.Of(TPlugin.ExtractEventSources, static (json, source) => json.WriteStringValue(source)));

    /// <summary><c>plugin_get_extract_event_sources</c></summary>
    public static byte* GetExtractEventSources() => _sources;
}
