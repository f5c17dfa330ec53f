using System.Buffers;
using System.Text.Json;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>A list as the JSON array that the host receives.</summary>
internal static class JsonArray
{
    /// <summary>The items in order.</summary>
    public static ReadOnlySpan<byte> Of<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
