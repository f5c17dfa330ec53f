using System.Buffers;
using System.Text;
using System.Text.Json;

namespace K8sAudit.Benchmarks;

/// <summary>
/// Inputs made of the shipped samples: both logs as they are, and their events with a response that is a list of the objects that the samples hold,
/// as many as make up a size. No two neighbours are alike.
/// </summary>
public static class Inputs
{
    private const int MixedRounds = 20;
    private const int BytesPerFile = 50_000_000;
    private static readonly string[] _logs = ["cluster-boot.jsonl", "shop-cluster.jsonl"];

    /// <summary>The lines of both sample logs, one after the other.</summary>
    public static byte[][] Events() =>
        [.. _logs.SelectMany(log => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", log))).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The same events, each grown to a size in bytes.</summary>
    public static byte[][] Events(int size)
    {
        var events = Events();
        var objects = Objects(events);
        var next = 0;
        return [.. events.Select(line => Grow(line, size, () => objects[next++ % objects.Length]))];
    }

    /// <summary>Writes <c>mixed.jsonl</c>, <c>2k.jsonl</c>, <c>20k.jsonl</c>, <c>200k.jsonl</c> of some 50 MB each.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var events = Events();
        WriteLines(Path.Combine(folder, "mixed.jsonl"), Enumerable.Repeat(events, MixedRounds).SelectMany(round => round));
        foreach (var (name, size) in new[] { ("2k", 2_000), ("20k", 20_000), ("200k", 200_000) })
        {
            // Whole rounds of the events would be too much of the large ones.
            var grown = Events(size);
            WriteLines(Path.Combine(folder, $"{name}.jsonl"), Enumerable.Range(0, BytesPerFile / size).Select(i => grown[i * 7 % grown.Length]));
        }
    }

    private static void WriteLines(string path, IEnumerable<byte[]> lines)
    {
        using var file = File.Create(path);
        foreach (var line in lines)
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
    }

    private static byte[][] Objects(byte[][] events) => [.. events.SelectMany(Objects).Where(text => text.Length is > 200 and < 20_000)];

    private static List<byte[]> Objects(byte[] line)
    {
        using var document = JsonDocument.Parse(line);
        return
        [
            .. document.RootElement.EnumerateObject()
                .Where(member => member.Name is "requestObject" or "responseObject")
                .Select(member => Encoding.UTF8.GetBytes(member.Value.GetRawText())),
        ];
    }

    private static byte[] Grow(byte[] line, int size, Func<byte[]> next)
    {
        var output = new ArrayBufferWriter<byte>(size);
        using var document = JsonDocument.Parse(line);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name != "responseObject"))
        {
            member.WriteTo(json);
        }

        json.WriteStartObject("responseObject"u8);
        json.WriteString("kind"u8, "List"u8);
        json.WriteStartArray("items"u8);
        while (json.BytesCommitted + json.BytesPending < size - 200)
        {
            json.WriteRawValue(next(), skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }
}
