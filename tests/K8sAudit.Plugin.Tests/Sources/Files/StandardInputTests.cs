using System.IO.Pipes;
using System.Text;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Files;
using K8sAudit.Plugin.Tests.Sources.Content;
using Microsoft.Win32.SafeHandles;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class StandardInputTests : IDisposable
{
    private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);
    private readonly SourceContext _context = Intake();
    private readonly InputStream _stream;

    public StandardInputTests()
    {
        // The reading end becomes the stream's own: the writer would close it together with its own end.
        var reading = new SafeFileHandle(_writer.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: true);
        _writer.ClientSafePipeHandle.SetHandleAsInvalid();
        _stream = new InputStream(_context, new FilesInput(_context, ["-"], reading));
    }

    public void Dispose()
    {
        _stream.Dispose();
        _writer.Dispose();
    }

    [Fact]
    public void Next_returns_while_nothing_is_written_yet()
    {
        Assert.Empty(_stream.ReadOnce());
        Assert.Empty(_stream.ReadOnce());
    }

    [Fact]
    public void Events_are_read_as_their_lines_are_written_until_the_writer_closes()
    {
        Write($"{Event("a")}\n{Event("b")[..5]}");
        Assert.Equal([Event("a")], _stream.Read(1));
        Assert.Empty(_stream.ReadOnce());
        Write($"{Event("b")[5..]}\n{Event("c")}");
        Assert.Equal([Event("b")], _stream.Read(1));
        _writer.Dispose();
        Assert.Equal([Event("c")], _stream.ReadToEnd());
        Assert.Empty(_stream.ReadToEnd());
    }

    [Fact]
    public async Task A_whole_log_passes_through()
    {
        var log = await File.ReadAllTextAsync(Samples.ShopCluster, TestContext.Current.CancellationToken);
        var writing = Task.Run(() =>
        {
            Write(log);
            _writer.Dispose();
        }, TestContext.Current.CancellationToken);
        Assert.Equal(1269, _stream.ReadToEnd().Count);
        await writing;
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("UTF-16LE")]
    [InlineData("UTF-16BE without a byte order mark")]
    public async Task A_compressed_log_passes_through(string format)
    {
        var log = Archives.Compress(format, await File.ReadAllBytesAsync(Samples.ShopCluster, TestContext.Current.CancellationToken));
        // The first byte alone does not tell the format. A tar archive is written in blocks.
        var first = format == "tar" ? 512 : 1;
        _writer.Write(log.AsSpan(0, first));
        Assert.Empty(_stream.ReadOnce());
        var writing = Task.Run(() =>
        {
            _writer.Write(log.AsSpan(first));
            _writer.Dispose();
        }, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllLinesAsync(Samples.ShopCluster, TestContext.Current.CancellationToken), _stream.ReadToEnd());
        await writing;
    }

    [Fact]
    public void A_drained_compressed_pipe_ends_behind_what_was_written_to_it()
    {
        var events = Enumerable.Range(0, 2000).Select(i => Event($"{i}")).ToList();
        _writer.Write(Archives.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', events) + "\n")));
        _context.Options = _context.Options with { Drain = true };
        Assert.Equal(events, _stream.ReadToEnd());
    }

    [Fact]
    public void Next_returns_while_a_compressed_log_is_not_continued()
    {
        _writer.Write(Archives.Gzip(Encoding.UTF8.GetBytes(Event("a"))).AsSpan(0, 20));
        Assert.Empty(_stream.ReadOnce());
        Assert.Empty(_stream.ReadOnce());
    }

    [Fact]
    public void A_pipe_may_be_given_as_a_path_and_does_not_keep_the_host_waiting()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        using var stream = OpenSchemes.Open($"/proc/self/fd/{writer.ClientSafePipeHandle.DangerousGetHandle()}", Intake());
        Assert.Empty(stream.ReadOnce());
        writer.Write(Encoding.UTF8.GetBytes(Event("a") + "\n"));
        Assert.Equal([Event("a")], stream.Read(1));
        writer.Dispose();
        Assert.Empty(stream.ReadToEnd());
    }

    private void Write(string text) => _writer.Write(Encoding.UTF8.GetBytes(text));
}
