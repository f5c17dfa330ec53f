using System.Buffers;
using System.Text;
using System.Text.Json;

namespace K8sAudit.Runner.Outputs;

/// <summary>JSON as Falco's writer writes it, made at once. What is made for each alert is <see cref="JsonAlertFormat"/>'s.</summary>
internal static class FalcoJson
{
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    /// <summary>On a line of its own.</summary>
    public static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write) => output.Write($"{Text(write)}\n");
}
