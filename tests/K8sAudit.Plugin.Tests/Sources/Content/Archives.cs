using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace K8sAudit.Plugin.Tests.Sources.Content;

/// <summary>Compresses and archives bytes in the way of a format, with the platform where it can, and with the format's own program otherwise.</summary>
internal static class Archives
{
    public static byte[] Compress(string format, byte[] content) => format switch
    {
        "gzip" => Gzip(content),
        "zstd" => Run("zstd", content, "-q", "-c"),
        "xz" => Run("xz", content, "-c"),
        "bzip2" => Run("bzip2", content, "-c"),
        "zip" => Zip([("audit.log", content)]),
        "tar" => Tar([("audit.log", content)]),
        "UTF-16LE" => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(content))],
        "UTF-16BE" => [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(content))],
        "UTF-16LE without a byte order mark" => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(content)),
        "UTF-16BE without a byte order mark" => Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(content)),
        "UTF-8 with a byte order mark" => [0xef, 0xbb, 0xbf, .. content],
        _ => throw new ArgumentException(format),
    };

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> members, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A zip archive as it is written to a pipe: the sizes of members follow them.</summary>
    public static byte[] ZipOfPipe(IEnumerable<(string Name, byte[] Content)> members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(new Forward(bytes), ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Tar(IEnumerable<(string Name, byte[] Content)> members, TarEntryFormat format = TarEntryFormat.Pax)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                tar.WriteEntry(Entry(format, name, content));
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, string name, byte[] content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new PaxTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(content);
        return entry;
    }

    private static byte[] Run(string program, byte[] content, params string[] arguments)
    {
        Assert.SkipUnless(Path.Exists($"/usr/bin/{program}") || Path.Exists($"/bin/{program}"), $"{program} is not installed");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        var reading = Task.Run(() => process.StandardOutput.BaseStream.CopyTo(output));
        process.StandardInput.BaseStream.Write(content);
        process.StandardInput.Close();
        reading.GetAwaiter().GetResult();
        process.WaitForExit();
        return output.ToArray();
    }

    // Cannot go back.
    private sealed class Forward(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);
    }
}
