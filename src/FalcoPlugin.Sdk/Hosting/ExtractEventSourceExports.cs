using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IExtractEventSources"/> adds.</summary>
public static unsafe class ExtractEventSourceExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IExtractEventSources
{
    /// <summary><c>plugin_get_extract_event_sources</c></summary>
    public static byte* GetExtractEventSources() => PluginMetadata<TPlugin>.Text(
        Symbols.GetExtractEventSources,
        static () => Encoding.UTF8.GetString(JsonArray.Of(TPlugin.ExtractEventSources, static (json, source) => json.WriteStringValue(source))));
}
