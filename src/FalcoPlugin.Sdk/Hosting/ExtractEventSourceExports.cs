using System.Buffers;
using System.Text.Json;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IExtractEventSources"/> adds.</summary>
public static unsafe class ExtractEventSourceExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IExtractEventSources
{
    private static readonly byte* _sources = NativeText.Allocate(ToJson(TPlugin.ExtractEventSources));

    /// <summary><c>plugin_get_extract_event_sources</c></summary>
    public static byte* GetExtractEventSources() => _sources;

    private static ReadOnlySpan<byte> ToJson(IReadOnlyList<string> sources)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var source in sources)
        {
            json.WriteStringValue(source);
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
