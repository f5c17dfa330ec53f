using System.IO.Pipes;
using System.Runtime.InteropServices;
using K8sAudit.Runner.Outputs;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed partial class StandardOutputTests : IDisposable
{
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;

    private readonly AnonymousPipeServerStream _reader = new(PipeDirection.In);
    private readonly SafeFileHandle _writing;

    public StandardOutputTests()
    {
        _writing = new SafeFileHandle(_reader.ClientSafePipeHandle.DangerousGetHandle(), ownsHandle: false);
        Assert.Equal(0, Control(_writing, SetFlags, NonBlocking));
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_pipe_that_is_set_not_to_block_is_waited_for()
    {
        // Far more than the pipe holds.
        var alerts = Enumerable.Range(0, 100).Select(i => new string((char)('a' + (i % 26)), 10_000)).ToArray();
        using var output = new StandardOutput(_writing, isTerminal: false);
        var writer = new Thread(() =>
        {
            output.Write(alerts[..50]);
            output.Write(alerts[50..]);
            _reader.DisposeLocalCopyOfClientHandle();
        });
        writer.Start();

        using var received = new StreamReader(_reader);
        Assert.Equal(string.Concat(alerts.Select(alert => $"{alert}\n")), received.ReadToEnd());
        writer.Join();
    }

    [Fact]
    public void A_pipe_whose_reader_is_gone_is_closed()
    {
        using var output = new StandardOutput(_writing, isTerminal: false);
        _reader.SafePipeHandle.Dispose();

        Assert.Equal(2, Assert.Throws<OutputClosedException>(() => output.Write("one", "two")).Count);
    }

    [Fact]
    public void A_full_disk_does_not_close_it()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        using var output = new StandardOutput(full, isTerminal: false);

        var error = Assert.Throws<UndeliveredException>(() => output.Write("one", "two"));

        Assert.Equal((2, "No space left on device"), (error.Count, error.Message));
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle handle, int command, int value);
}
