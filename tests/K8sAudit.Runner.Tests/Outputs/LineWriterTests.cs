using System.IO.Pipes;
using K8sAudit.Runner.Outputs;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class LineWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SafeFileHandle _file;

    public LineWriterTests() => _file = File.OpenHandle(Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);

    private string Path => System.IO.Path.Combine(_folder.Path, "alerts");

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_alert_is_a_line_and_all_of_a_call_are_written_when_it_returns()
    {
        var lines = new LineWriter(_file);

        lines.Write("one", "zwei é");

        Assert.Equal("one\nzwei é\n", File.ReadAllText(Path));
        Assert.False(lines.IsLineIncomplete);
    }

    [Fact]
    public void An_incomplete_line_is_ended_before_the_next_alert()
    {
        var lines = new LineWriter(_file) { IsLineIncomplete = true };

        lines.Write("one");
        lines.Write("two");

        Assert.Equal("\none\ntwo\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_device_that_accepts_nothing_leaves_all_alerts_undelivered()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        var lines = new LineWriter(full);

        var error = Assert.Throws<UndeliveredException>(() => lines.Write("one", "two"));

        Assert.Equal((2, "No space left on device"), (error.Count, error.Message));
        Assert.False(lines.IsLineIncomplete);
    }

    [Fact]
    public void Alerts_that_were_written_whole_before_an_error_are_delivered()
    {
        // Much more than a pipe holds: the reader closes it within the second alert.
        const int length = 1_000_000;
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        var lines = new LineWriter(reader.ClientSafePipeHandle);
        var alert = new string('x', length);
        Exception? error = null;
        var writer = new Thread(() => error = Record.Exception(() => lines.Write(alert, alert, alert)));
        writer.Start();

        reader.ReadExactly(new byte[length + (length / 2)]);
        reader.SafePipeHandle.Dispose();
        writer.Join();

        Assert.Equal(2, Assert.IsType<UndeliveredException>(error).Count);
        Assert.True(lines.IsLineIncomplete);
    }
}
