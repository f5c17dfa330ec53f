using System.Buffers;
using System.Text;
using System.Text.Json;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Commands;

/// <summary>An answer as JSON, on a line of its own, written as Falco's JSON writer writes it.</summary>
internal static class JsonLine
{
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FalcoJsonEncoder.Instance }))
        {
            write(json);
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write("\n");
    }
}
