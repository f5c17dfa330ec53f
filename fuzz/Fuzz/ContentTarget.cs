using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using K8sAudit.Plugin.Sources.Content;

namespace Fuzzing;

/// <summary>Compressed files and archives: read to their end or up to a fault, within their limits and without an exception.</summary>
internal static class ContentTarget
{
    public const string Name = "content";

    private static readonly ExpansionLimits _limits = new(MaxRatio: 100, FreeBytes: 1 << 20, MaxBytes: 1 << 24, MaxLayers: 4);

    private static readonly byte[] _text = Encoding.UTF8.GetBytes("{\"kind\":\"Event\",\"auditID\":\"a\"}\n{\"kind\":\"Event\",\"auditID\":\"b\"}\n");

    /// <summary>A file of each format. The platform does not write the last three, which hold the same text.</summary>
    public static IReadOnlyList<byte[]> Seeds { get; } =
    [
        _text,
        Gzip(_text),
        [.. Gzip(_text), .. Gzip(_text)],
        Tar(_text),
        Gzip(Tar(Gzip(_text))),
        Zip(_text, CompressionLevel.Optimal),
        Zip(_text, CompressionLevel.NoCompression),
        Encoding.Unicode.GetBytes("\ufeff" + Encoding.UTF8.GetString(_text)),
        Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(_text)),
        Convert.FromBase64String("KLUv/QRYXQEANAJ7ImtpbmQiOiJFdmVudCIsImF1ZGl0SUQiOiJhIn0KYiJ9CgEAi1A5ATxP7sw="),
        Convert.FromBase64String(
            "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AA9AChdAD2IiWbUH0AJZ+8s4ELIE7+5MSDSxZhpOTcZtdvo8J+CyZ0W6bw74AAAgv+Uyj7scooAAUQ+gSLydR+2830BAAAAAARZWg=="),
        Convert.FromBase64String("QlpoOTFBWSZTWe2OGKsAAB1dgAAQEAQAEAYgNikHCiAAUKZMTIMjAqogaNNA/VI8crLUsrGMXUwq4VPXyI6aoizJdEbPxdyRThQkO2OGKsA="),
    ];

    public static void Run(byte[] input)
    {
        var sink = new Counter();
        new ContentDecoder(new ExpansionBudget(_limits), _limits.MaxLayers, sink).Decode(new MemoryStream(input), Name);
        var limit = Math.Max(_limits.FreeBytes, (long)input.Length * _limits.MaxRatio) + (1 << 20);
        if (sink.Bytes > limit)
        {
            throw new InvalidOperationException($"{input.Length} bytes expanded to {sink.Bytes}");
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Tar(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.log") { DataStream = new MemoryStream(content) });
        }

        return bytes.ToArray();
    }

    private static byte[] Zip(byte[] content, CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("a.log", level).Open();
            entry.Write(content);
        }

        return bytes.ToArray();
    }

    private sealed class Counter : IContentSink
    {
        private readonly byte[] _buffer = new byte[16 * 1024];

        public long Bytes { get; private set; }

        public void Begin(string name)
        {
        }

        public void Copy(Stream text)
        {
            for (var count = -1; count != 0; Bytes += count)
            {
                count = text.Read(_buffer, 0, _buffer.Length);
            }
        }

        public void ReportUnread(string message)
        {
        }

        public void CountInvalid(string name, long count)
        {
        }
    }
}
