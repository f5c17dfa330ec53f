using System.Buffers;
using System.Text;
using System.Text.Json;

namespace K8sAudit.Runner.Json;

/// <summary>JSON texts in the form that Falco writes.</summary>
internal static class FalcoJson
{
    /// <summary>What <paramref name="write"/> writes, as UTF-8.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What <paramref name="write"/> writes, as text.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    /// <summary>Writes one line of JSON.</summary>
    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => output.Write($"{Text(write)}\n");
}
