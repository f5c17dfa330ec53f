using System.IO.Pipes;
using System.Text;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Files;
using Microsoft.Win32.SafeHandles;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class StandardInputTests : IDisposable
{
    private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);
    private readonly InputStream _stream;

    public StandardInputTests()
    {
        // The reading end becomes the stream's own: the writer would close it together with its own end.
        var reading = new SafeFileHandle(_writer.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: true);
        _writer.ClientSafePipeHandle.SetHandleAsInvalid();
        var context = Intake();
        _stream = new InputStream(context, new StandardInput(context, reading));
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
    public void Events_come_as_their_lines_are_written_and_the_end_is_the_writers()
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
