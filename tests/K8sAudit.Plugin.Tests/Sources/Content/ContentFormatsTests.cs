using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources.Content;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Content;

public sealed class ContentFormatsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    public static TheoryData<string> Formats { get; } =
    [
        "gzip", "zstd", "xz", "bzip2", "zip", "tar", "UTF-16LE", "UTF-16BE", "UTF-16LE without a byte order mark", "UTF-16BE without a byte order mark",
        "UTF-8 with a byte order mark",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_real_log_is_read_whole_whatever_its_file_is_called(string format)
    {
        Assert.Equal(File.ReadAllLines(Samples.ShopCluster), Read(Archives.Compress(format, File.ReadAllBytes(Samples.ShopCluster))));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    public void Compressed_files_may_be_appended_to_each_other(string format)
    {
        byte[] appended = [.. Archives.Compress(format, Line("a")), .. Archives.Compress(format, Line("b")), .. Archives.Compress(format, Line("c"))];
        Assert.Equal([Event("a"), Event("b"), Event("c")], Read(appended));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    public void A_compressed_archive_has_members_that_may_be_compressed(string format)
    {
        var tar = Archives.Tar([("x/a.log", Line("a")), ("x/b.log.gz", Archives.Gzip(Line("b"))), ("x/c.zip", Archives.Zip([("c", Line("c"))]))]);
        Assert.Equal([Event("a"), Event("b"), Event("c")], Read(Archives.Compress(format, tar)));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void All_variants_of_tar_are_read(TarEntryFormat format) =>
        Assert.Equal([Event("a"), Event("b")], Read(Archives.Tar([("a.log", Line("a")), ("b.log", Line("b"))], format)));

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_zip_archive_may_be_stored_or_deflated(CompressionLevel level) =>
        Assert.Equal([Event("a"), Event("b")], Read(Archives.Zip([("logs/", []), ("logs/a.log", Line("a")), ("empty", []), ("logs/b.log", Line("b"))], level)));

    [Fact]
    public void A_zip_archive_may_be_written_to_a_pipe()
    {
        var log = File.ReadAllBytes(Samples.ShopCluster);
        var zip = Archives.ZipOfPipe([("a", Line("a")), ("empty", []), ("log", log), ("b", Line("b"))]);
        Assert.Equal([Event("a"), .. File.ReadAllLines(Samples.ShopCluster), Event("b")], Read(zip));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_zip_archive_may_have_sizes_before_and_behind_a_member()
    {
        var zip = Archives.ZipOfPipe([("a", Line("a")), ("b", Line("b"))]);
        var dataStart = 30 + 1 + BitConverter.ToUInt16(zip, 28);
        var dataEnd = zip.AsSpan().IndexOf("PK\u0007\u0008"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(18), dataEnd - dataStart);
        Assert.Equal([Event("a"), Event("b")], Read(zip));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void An_encrypted_member_of_a_zip_archive_is_passed_over_with_a_message()
    {
        var zip = Archives.Zip([("a", Line("a")), ("b", Line("b"))]);
        zip[6] |= 1;
        Assert.Equal([Event("b")], Read(zip));
        Assert.Equal(
            $"Warning: \"{_folder["file"]}!a\" cannot be read further: it is encrypted; decrypt it; what was read of it before is used",
            Assert.Single(_log.Lines));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_gzip_file_without_its_last_bytes_is_reported(int missing)
    {
        Assert.Equal([Event("a")], Read(Archives.Gzip(Line("a"))[..^missing]).Take(1));
        Assert.Contains(_log.Lines, line => line.Contains("it ends early, or its checksum is wrong", StringComparison.Ordinal));
    }

    [Fact]
    public void Zeros_behind_a_gzip_file_are_ignored_and_other_bytes_are_reported()
    {
        Assert.Equal([Event("a")], Read([.. Archives.Gzip(Line("a")), 0, 0, 0]));
        Assert.Empty(_log.Lines);
        Assert.Equal([Event("a")], Read([.. Archives.Gzip(Line("a")), 1, 2, 3]));
        Assert.Contains("other bytes follow the compressed ones", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_without_an_end_ends_with_its_member() =>
        Assert.Equal([Event("a"), Event("b")], Read(Archives.Tar([("a", Encoding.UTF8.GetBytes(Event("a"))), ("b", Encoding.UTF8.GetBytes(Event("b")))])));

    [Fact]
    public void Messages_name_the_archive_the_member_and_its_line()
    {
        Read(Archives.Gzip(Archives.Tar([("a", Line("a")), ("x/b.log", [.. Line("b"), .. "{\"kind\":\"Pod\",\"auditID\":\"d\"}\n"u8])])));
        Assert.StartsWith($"Warning: {_folder["file"]}!x/b.log:2: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    [InlineData("zip")]
    [InlineData("tar")]
    public void A_truncated_file_is_read_up_to_its_end_and_the_log_says_so(string format)
    {
        var whole = File.ReadAllLines(Samples.ShopCluster);
        var compressed = Archives.Compress(format, File.ReadAllBytes(Samples.ShopCluster));
        var events = Read(compressed[..(compressed.Length * 3 / 4)]);
        Assert.NotEmpty(events);
        Assert.Equal(whole[..events.Count], events);
        Assert.Contains(_log.Lines, line => line.StartsWith($"Warning: \"{_folder["file"]}", StringComparison.Ordinal)
            && line.EndsWith("; what was read of it before is used", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    [InlineData("zip")]
    public void A_damaged_file_is_reported(string format)
    {
        var compressed = Archives.Compress(format, File.ReadAllBytes(Samples.ShopCluster));
        for (var i = compressed.Length / 2; i < compressed.Length / 2 + 64; i++)
        {
            compressed[i] ^= 0x55;
        }

        Read(compressed);
        Assert.Contains(_log.Lines, line => line.StartsWith($"Warning: \"{_folder["file"]}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_member_does_not_affect_the_others()
    {
        var events = Read(Archives.Tar([("a.gz", Archives.Gzip(Line("a"))), ("b.gz", Archives.Gzip(Line("b"))[..20]), ("c.gz", Archives.Gzip(Line("c")))]));
        Assert.Equal([Event("a"), Event("c")], events.Where(text => text != Event("b")));
        Assert.Contains(_log.Lines, line => line.StartsWith($"Warning: \"{_folder["file"]}!b.gz\" cannot be read further: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced_and_counted()
    {
        var intake = Intake(_log);
        var text = Event("a").Replace("\"a\"", "\"a\ud83d\"", StringComparison.Ordinal) + "\n" + Event("b\ud83d\ude00") + "\n";
        var bytes = new byte[text.Length * sizeof(char) + 1];
        for (var i = 0; i < text.Length; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(char)), text[i]);
        }

        File.WriteAllBytes(_folder["file"], bytes[..^1]);
        using var stream = OpenSchemes.Open(_folder["file"], intake);
        Assert.Equal([Event("a\ufffd"), Event("b\ud83d\ude00")], stream.ReadToEnd());
        Assert.Equal(1, intake.Counters.InvalidText);
        Assert.Equal(
            $"Warning: {_folder["file"]}: 1 code units are invalid UTF-16 and were replaced by U+FFFD; the file is damaged, or not UTF-16",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public void Every_format_that_is_read_is_tested() => Assert.Equal(
        ["gzip", "zstd", "xz", "bzip2", "zip", "tar", "UTF-16, little endian", "UTF-16, big endian"],
        ContentFormats.All.Where(format => format.Open is not null).Select(format => format.Name));

    private static byte[] Line(string id) => Encoding.UTF8.GetBytes(Event(id) + "\n");

    private List<string> Read(byte[] content)
    {
        File.WriteAllBytes(_folder["file"], content);
        using var stream = OpenSchemes.Open(_folder["file"], Intake(_log));
        var events = stream.ReadToEnd();
        _log.Lines.ToList().ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        return events;
    }
}
