using System.Text;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Content;

namespace K8sAudit.Plugin.Tests.Sources.Content;

public sealed class ExpansionLimitsTests
{
    private static readonly ExpansionLimits _limits = new(MaxRatio: 100, FreeBytes: 100_000, MaxBytes: 5_000_000, MaxLayers: 3);

    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    [InlineData("zip")]
    public void A_file_that_expands_too_far_is_read_up_to_the_limit(string format)
    {
        var read = Read(Archives.Compress(format, new byte[50_000_000]), out var compressed);
        Assert.InRange(read, 90_000, Math.Max(100_000, compressed * 100L) + 300_000);
        Assert.Matches("^\"bomb\" is not read further: .* expand to more than .*, and more than 100 bytes for one are not read", Assert.Single(_warnings));
    }

    [Fact]
    public void Layers_count_together()
    {
        Read(Archives.Gzip(Archives.Gzip(new byte[50_000_000])), out _);
        Assert.StartsWith("\"bomb\" is not read further: ", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_archive_passes_over_counts()
    {
        // Members that are not regular files are not texts.
        var tar = Archives.Tar([("a", new byte[20_000_000])]);
        tar[156] = (byte)'M';
        Read(Archives.Gzip(Archives.Tar([("x", tar)])), out _);
        Assert.StartsWith("\"bomb\" is not read further: ", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_a_zip_archive_that_are_passed_over_count()
    {
        Read(Archives.ZipOfPipe([("__MACOSX/a", new byte[20_000_000])]), out _);
        Assert.StartsWith("\"bomb\" is not read further: ", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_read_up_to_the_limit()
    {
        var random = new byte[6_000_000];
        new Random(1).NextBytes(random);
        Assert.InRange(Read(Archives.Gzip(random), out _), 4_900_000, 5_000_000);
        Assert.Equal(
            "\"bomb\" is not read further: it expands to more than 4.8 MiB; decompress it and split it; what was read of it before is used",
            Assert.Single(_warnings));
    }

    [Fact]
    public void Layers_are_limited()
    {
        var content = Encoding.UTF8.GetBytes("x");
        for (var layer = 0; layer < 4; layer++)
        {
            content = Archives.Gzip(content);
        }

        Assert.Equal(0, Read(content, out _));
        Assert.Equal("\"bomb\" is not read: it is compressed or archived more than 3 times over; decompress it", Assert.Single(_warnings));
    }

    [Fact]
    public void An_xz_file_cannot_have_a_dictionary_of_gigabytes_allocated()
    {
        var xz = Archives.Compress("xz", new byte[1000]);
        // Header of the stream: 12 bytes. Of the block: size, flags, filter, length of properties, dictionary (40: 4 GiB), and its sum.
        xz[16] = 40;
        BitConverter.TryWriteBytes(xz.AsSpan(20), System.IO.Hashing.Crc32.HashToUInt32(xz.AsSpan(12, 8)));
        Assert.Equal(0, Read(xz, out _));
        Assert.Equal(
            "\"bomb\" cannot be read further: it needs a dictionary of 4.0 GiB, and at most 128.0 MiB are allocated; decompress it; what was read of it before is used",
            Assert.Single(_warnings));
    }

    private long Read(byte[] file, out int compressed)
    {
        compressed = file.Length;
        using var content = new DecodedContent(new MemoryStream(file), "bomb", _limits, _warnings.Add, _warnings.Add, _ => { });
        var buffer = new byte[100_000];
        var total = 0L;
        do
        {
            while (content.Read(buffer, Timeout.InfiniteTimeSpan, out var count) == InputStatus.Incomplete)
            {
                total += count;
            }
        }
        while (content.TryBeginNext());
        return total;
    }
}
