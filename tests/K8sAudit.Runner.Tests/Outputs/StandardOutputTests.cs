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
    public void A_pipe_that_does_not_block_is_waited_for()
    {
        var sent = Enumerable.Range(0, 1_000_000).Select(i => (byte)i).ToArray();
        using var output = new StandardOutput(_writing, isTerminal: false);
        var half = sent.Length / 2;
        // Far more than the pipe holds: the writer is at its limit when the reader begins.
        var writer = new Thread(() =>
        {
            output.Write(sent, 0, half);
            output.Write(sent, half, sent.Length - half);
            _reader.DisposeLocalCopyOfClientHandle();
        });
        writer.Start();

        var received = new MemoryStream();
        _reader.CopyTo(received);
        writer.Join();

        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public void A_pipe_that_nobody_reads_says_so()
    {
        using var output = new StandardOutput(_writing, isTerminal: false);
        _reader.SafePipeHandle.Dispose();

        Assert.Throws<OutputClosedException>(() => output.Write("alert\n"u8));
    }

    [Fact]
    public void A_full_disk_is_another_error()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        using var output = new StandardOutput(full, isTerminal: false);

        var error = Assert.Throws<IOException>(() => output.Write("alert\n"u8));

        Assert.Equal("No space left on device", error.Message);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle handle, int command, int value);
}
