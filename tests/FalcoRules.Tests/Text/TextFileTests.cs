using System.Text;
using FalcoRules.Text;

namespace FalcoRules.Tests.Text;

public sealed class TextFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text() => Assert.Equal("-é", Read([0xEF, 0xBB, 0xBF, (byte)'-', 0xC3, 0xA9])?.Text);

    [Theory]
    [InlineData(new byte[] { (byte)'-', (byte)' ', 0xE9 }, "unexpected byte 0xE9 at offset 2")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', 0xFF, (byte)'b' }, "unexpected byte 0xFF at offset 4")]
    [InlineData(new byte[] { (byte)'a', 0xE2, 0x82, (byte)'b' }, "unexpected byte 0xE2 at offset 1")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "unexpected byte 0xED at offset 0")]
    public void Invalid_UTF_8_is_an_error_with_the_offset_of_the_byte(byte[] bytes, string message) =>
        Assert.Equal($"{_path}: error: It cannot be read: the file is not valid UTF-8: {message}. [LOAD_ERR_FILE_READ]", Error(bytes));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_UTF_16_file_is_an_error_that_names_the_encoding(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);

        Assert.Contains(
            "the file is in UTF-16 (it starts with a UTF-16 byte order mark), expected UTF-8",
            Error([.. encoding.Preamble, .. encoding.GetBytes("- a")]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_over_the_limit_is_an_error_and_one_of_its_size_is_not()
    {
        Assert.Equal(100, Read(new byte[100])?.Text.Length);
        Assert.Contains("the file has more than 100 bytes", Error(new byte[101]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_an_error_and_is_not_read()
    {
        var diagnostics = new List<Diagnostic>();

        Assert.Null(TextFile.Read("/dev/zero", 100, diagnostics));
        Assert.Equal("/dev/zero: error: It cannot be read: it is a device, expected a regular file. [LOAD_ERR_FILE_READ]", Assert.Single(diagnostics).Render());
    }

    // A read of /proc/kmsg waits for a message, although its type is that of a regular file.
    [Fact]
    public void A_file_of_proc_is_not_read()
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(TextFile.Read("/proc/kmsg", 1000, diagnostics));
        Assert.Equal(
            "/proc/kmsg: error: It cannot be read: it is a file of /proc, expected a regular file. [LOAD_ERR_FILE_READ]",
            Assert.Single(diagnostics).Render());
    }

    [Fact]
    public void A_named_pipe_without_a_writer_is_an_error_and_does_not_block()
    {
        File.Delete(_path);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_path]))
        {
            mkfifo.WaitForExit();
        }

        var diagnostics = new List<Diagnostic>();
        Assert.Null(TextFile.Read(_path, 100, diagnostics));
        Assert.Equal(
            $"{_path}: error: It cannot be read: it is a named pipe, expected a regular file. [LOAD_ERR_FILE_READ]",
            Assert.Single(diagnostics).Render());
    }

    [Fact]
    public void The_null_device_is_an_empty_file() => Assert.Equal("", TextFile.ReadText("/dev/null", 100));

    private SourceText? Read(byte[] bytes) => Read(bytes, []);

    private string Error(byte[] bytes)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(Read(bytes, diagnostics));
        return Assert.Single(diagnostics).Render();
    }

    private SourceText? Read(byte[] bytes, List<Diagnostic> diagnostics)
    {
        File.WriteAllBytes(_path, bytes);
        return TextFile.Read(_path, 100, diagnostics);
    }
}
